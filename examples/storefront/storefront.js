import { config } from './config.js';
import { Problem, Shop } from './shop.js';

const CART = 'holdfast.cart';
const SESSION = 'holdfast.checkout-session';
const POLL_MILLIS = 2000;

const shop = new Shop(config.address, config.publishableKey, config.buyerTokenPath ? buyerToken : null);
let cart = null;

const element = id => document.getElementById(id);

async function buyerToken() {
    const answer = await fetch(config.buyerTokenPath, { cache: 'no-store' });
    return (await answer.json()).token;
}

/** The cart of this browser, which its token names; a new one if there is none that is open. */
async function openCart() {
    const token = localStorage.getItem(CART);
    if (token) {
        try {
            const found = await shop.cart(token);
            if (found.status === 'open') {
                return found;
            }
        } catch (error) {
            if (error.code !== 'cart_not_found') {
                throw error;
            }
        }
    }
    const made = await shop.createCart();
    localStorage.setItem(CART, made.token);
    return made;
}

// Text of the shop is never taken for markup.
function row(list, texts, ...buttons) {
    const entry = document.createElement('li');
    for (const text of texts) {
        const part = document.createElement('span');
        part.textContent = text;
        entry.append(part);
    }
    for (const [label, action] of buttons) {
        const button = document.createElement('button');
        button.textContent = label;
        button.addEventListener('click', () => attempt(action));
        entry.append(button);
    }
    list.append(entry);
}

function showProducts(products) {
    const list = element('products');
    list.replaceChildren();
    for (const product of products) {
        for (const variant of product.variants.filter(each => each.available_quantity > 0)) {
            const name = variant.name ?? product.name;
            row(list, [name, `${variant.price} ${variant.currency}`], [
                'Add',
                async () => {
                    const held = cart.items.find(item => item.variant_id === variant.id && item.gift_rule === null);
                    show(await shop.put(cart.token, variant.id, (held?.quantity ?? 0) + 1));
                },
            ]);
        }
    }
}

function show(changed) {
    cart = changed;
    const list = element('items');
    list.replaceChildren();
    for (const item of cart.items) {
        row(list, [`${item.quantity} × ${item.name}`, item.total], [
            'Remove',
            async () => show(await shop.remove(cart.token, item.id)),
        ]);
    }
    for (const item of cart.expired_items) {
        row(
            list,
            [`${item.quantity} × ${item.name}`, 'no longer reserved'],
            ['Reserve again', async () => show(await shop.put(cart.token, item.variant_id, item.quantity))],
            ['Remove', async () => show(await shop.remove(cart.token, item.id))],
        );
    }
    element('total').textContent = `${cart.total} ${cart.currency}`;
    const ends = cart.items.map(item => item.reserved_until).filter(Boolean).sort()[0];
    element('held').textContent = ends ? `Reserved until ${new Date(ends).toLocaleTimeString()}` : '';
    element('checkout').disabled = cart.items.length === 0 || cart.expired_items.length > 0;
}

async function beginCheckout() {
    const session = await shop.beginCheckout(cart.token, cart.total);
    localStorage.setItem(SESSION, session.id);
    await follow(session);
}

/** Shows a checkout session until it ends. The payment provider tells the shop's server, which completes the session. */
async function follow(session) {
    element('checkout').hidden = true;
    element('cancel').hidden = session.status !== 'open';
    switch (session.status) {
        case 'open':
            element('status').textContent = `Pay ${session.total} ${session.currency} for ${session.id}`;
            setTimeout(() => attempt(() => look(session.id)), POLL_MILLIS);
            return;
        case 'completed':
            element('status').textContent = `Thank you. Your order is ${session.order_id}.`;
            localStorage.removeItem(CART);
            break;
        case 'shortfall':
            element('status').textContent = 'Some items were sold meanwhile. You get your money back.';
            break;
        default:
            element('status').textContent = `The checkout is ${session.status}.`;
    }
    localStorage.removeItem(SESSION);
    element('checkout').hidden = false;
    show(await openCart());
}

async function look(sessionId) {
    // Unless it has ended meanwhile, by a button of this page.
    if (localStorage.getItem(SESSION) === sessionId) {
        await follow(await shop.checkout(sessionId));
    }
}

async function cancel() {
    await follow(await shop.cancelCheckout(localStorage.getItem(SESSION)));
}

/** Runs what a buyer asked for, and shows why it was refused. */
async function attempt(action) {
    const error = element('error');
    error.hidden = true;
    try {
        await action();
    } catch (failure) {
        error.textContent = failure instanceof Problem ? failure.message : 'The shop cannot be reached.';
        error.hidden = false;
    }
}

element('checkout').addEventListener('click', () => attempt(beginCheckout));
element('cancel').addEventListener('click', () => attempt(cancel));
await attempt(async () => {
    showProducts((await shop.products()).items);
    const session = localStorage.getItem(SESSION);
    show(await openCart());
    if (session) {
        await follow(await shop.checkout(session));
    }
});
document.body.dataset.ready = 'true';
