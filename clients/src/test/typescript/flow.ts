// A sale through the generated client, against the server whose address is the argument.
import {
    CartsApi, CatalogueApi, Configuration, OrdersApi, PricesApi, ProblemFromJSON, ResponseError,
} from './client';
import type { Problem, Variant } from './client';

declare const process: { argv: string[]; exit(status: number): never };

function same(what: string, actual: unknown, expected: unknown): void {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
        throw new Error(`${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
    }
}

async function problem(request: Promise<unknown>): Promise<Problem> {
    try {
        await request;
    } catch (refusal) {
        if (refusal instanceof ResponseError) {
            return ProblemFromJSON(await refusal.response.json());
        }
        throw refusal;
    }
    throw new Error('the request was not refused');
}

const configuration = new Configuration({ basePath: process.argv[2] });
const catalogue = new CatalogueApi(configuration);
const prices = new PricesApi(configuration);
const carts = new CartsApi(configuration);
const orders = new OrdersApi(configuration);

async function sale(): Promise<void> {
    const product = await catalogue.createProduct({ productInput: { name: 'T-Shirt', basePrice: '10.00', categoryId: null } });
    const variant: Variant = await catalogue.createVariant({
        variantInput: { productId: product.id, sku: 'TS-RED-M', attributes: { color: 'red' }, stockQuantity: 5 },
    });
    same('attributes', variant.attributes, { color: 'red' });

    const rule = await prices.createPricingRule({
        pricingRuleInput: {
            code: 'FIVE-OFF',
            target: 'order',
            conditions: { minSubtotal: '20.00' },
            discount: { type: 'amount_off', amount: '5.00', currency: 'USD' },
        },
    });
    same('min_subtotal', rule.conditions?.minSubtotal, '20.00');
    if (rule.discount?.type !== 'amount_off') {
        throw new Error('the discount is not read as what it is');
    }
    same('amount', rule.discount.amount, '5.00');

    const cart = await carts.createCart();
    const refusal = await problem(carts.putItem({ cartId: `${cart.id}`, itemsInput: { variantId: variant.id, quantity: 6 } }));
    same('code', refusal.code, 'insufficient_stock');
    same('facts', [refusal.variantId, refusal.requested, refusal.available], [variant.id, 6, 5]);
    same('shortages', refusal.shortages?.[0].available, 5);

    const filled = await carts.putItem({ cartId: cart.token!, itemsInput: { variantId: variant.id, quantity: 3 } });
    same('total', filled.total, '25.00');
    same('reserved until', filled.items[0].reservedUntil instanceof Date, true);

    const order = await orders.checkout({
        idempotencyKey: 'sale-1',
        checkoutInput: { cartId: `${cart.id}`, userId: '1', expectedTotal: '25.00' },
    });
    const page = await orders.listOrders({ userId: '1' });
    same('orders', page.items, [order]);
    const other = await carts.createCart();
    await carts.putItem({ cartId: other.token!, itemsInput: { variantId: variant.id, quantity: 2 } });
    const session = await orders.beginCheckoutSession({ checkoutSessionInput: { cartId: other.token!, expiresIn: 600 } });
    same('status', [session.status, session.total, session.expiresAt instanceof Date], ['open', '15.00', true]);
    const held = await problem(carts.extendCart({ cartId: other.token! }));
    same('code', held.code, 'cart_in_checkout');
    same('facts', [held.checkoutSessionId, held.expiresAt], [session.id, session.expiresAt]);
    const paid = await orders.completeCheckoutSession({
        checkoutSessionId: session.id,
        completionInput: { payment: { kind: 'captured', amount: session.total, reference: 'pi_1' } },
    });
    same('payment status', paid.paymentStatus, 'paid');
    const closed = await problem(orders.cancelCheckoutSession({ checkoutSessionId: session.id }));
    same('end', [closed.code, closed.sessionStatus, closed.orderId], ['checkout_session_closed', 'completed', paid.id]);
    console.log(`order ${order.number}: ${order.total} ${order.currency}`);
}

sale().catch(failure => {
    console.error(failure);
    process.exit(1);
});
