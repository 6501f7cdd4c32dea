import { config } from './config.js';
import { Problem, Shop } from './shop.js';
import { SESSION_WORDS, inPlainWords } from './words.js';

const CART = 'holdfast.cart';
const SESSION = 'holdfast.checkout-session';
const POLL_MILLIS = 2000;
const GONE = ['cart_not_found', 'cart_closed'];

const shop = new Shop(config.address, config.publishableKey, config.buyerTokenPath ? buyerToken : null);
let cart = null;
let session = null;
let nextProducts = null;
let renewal = null;
let queue = Promise.resolve();

const element = id => document.getElementById(id);

async function buyerToken() {
    const answer = await fetch(config.buyerTokenPath, { cache: 'no-store' });
    return (await answer.json()).token;
}

function money(amount, currency) {
    return new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency }).format(amount);
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
function part(text, className, tag = 'span') {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = className;
    return made;
}

/** A button. Its name says what it is about, to those who do not see what it stands beside. */
function button(label, name, action, disabled = false) {
    const made = part(label, '', 'button');
    made.type = 'button';
    made.disabled = disabled;
    made.setAttribute('aria-label', name);
    made.addEventListener('click', () => attempt(action));
    return made;
}

function row(list, ...parts) {
    const entry = document.createElement('li');
    entry.append(...parts);
    list.append(entry);
}

function actions(...buttons) {
    const made = part('', 'actions', 'div');
    made.append(...buttons);
    return made;
}

/** Fills a part of the page again, and leaves the keyboard where it was. */
function refill(list, fill) {
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
    list.replaceChildren();
    fill();
    if (focused) {
        const same = [...list.querySelectorAll('button')].find(each => each.getAttribute('aria-label') === focused);
        (same && !same.disabled ? same : element('cart')).focus();
    }
}

async function showProducts() {
    const page = await shop.products(nextProducts);
    for (const product of page.items) {
        for (const variant of product.variants) {
            const name = variant.name ?? product.name;
            const soldOut = variant.available_quantity === 0;
            row(
                element('products'),
                part(name, 'name'),
                part(money(variant.price, variant.currency), ''),
                part(soldOut ? 'Sold out' : 'In stock', 'quiet'),
                button('Add to cart', `Add to cart: ${name}`, () => add(variant.id, name), soldOut),
            );
        }
    }
    nextProducts = page.next_cursor;
    element('more').hidden = nextProducts === null;
}

async function add(variantId, name) {
    const held = cart.items.find(item => item.variant_id === variantId && item.gift_rule === null);
    show(await shop.put(cart.token, variantId, (held?.quantity ?? 0) + 1));
    say(`${name} is in your cart.`);
}

function show(changed) {
    cart = changed;
    refill(element('items'), () => {
        cart.items.forEach(showItem);
        cart.expired_items.forEach(showExpired);
    });
    refill(element('codes'), () =>
        cart.promo_codes.forEach(code => row(element('codes'), part(code, ''), button(
            'Remove', `Remove: code ${code}`, () => setCodes(cart.promo_codes.filter(other => other !== code)),
            session !== null))));
    const units = cart.items.reduce((sum, item) => sum + item.quantity, 0);
    element('count').textContent = units;
    element('empty').hidden = cart.items.length + cart.expired_items.length > 0;
    element('discount').hidden = Number(cart.discount_total) === 0;
    element('saved').textContent = money(cart.discount_total, cart.currency);
    element('total').textContent = money(cart.total, cart.currency);
    element('checkout').hidden = session !== null;
    element('checkout').disabled = cart.items.length === 0 || cart.expired_items.length > 0;
    element('cancel').hidden = session === null;
    element('promo').hidden = session !== null;
    element('products').inert = session !== null;
    showReservation();
}

function showItem(item) {
    const texts = [
        part(`${item.quantity} × ${item.name}`, 'name'),
        part(money(item.total, cart.currency), 'amount'),
    ];
    if (item.gift_rule !== null) {
        row(element('items'), ...texts, part('A gift', 'quiet'));
        return;
    }
    const put = quantity => async () => show(await shop.put(cart.token, item.variant_id, quantity));
    row(element('items'), ...texts, actions(
        button('−', `One fewer: ${item.name}`, put(item.quantity - 1), session !== null || item.quantity === 1),
        button('+', `One more: ${item.name}`, put(item.quantity + 1), session !== null),
        button('Remove', `Remove: ${item.name}`, async () => show(await shop.remove(cart.token, item.id)), session !== null),
    ));
}

function showExpired(item) {
    row(element('items'), part(`${item.quantity} × ${item.name}`, 'name'), part('no longer reserved', 'quiet'), actions(
        button('Reserve again', `Reserve again: ${item.name}`, async () =>
            show(await shop.put(cart.token, item.variant_id, item.quantity))),
        button('Remove', `Remove: ${item.name}`, async () => show(await shop.remove(cart.token, item.id))),
    ));
}

/** Says until when the items are held, and looks again when that time is over. */
function showReservation() {
    clearTimeout(renewal);
    const ends = session?.expires_at ?? cart.items.map(item => item.reserved_until).filter(Boolean).sort()[0];
    const until = ends ? `Reserved for you until ${new Date(ends).toLocaleTimeString([], { timeStyle: 'short' })}.` : '';
    element('held').textContent = session === null ? until : `${until} The number of this checkout is ${session.id}.`;
    const left = new Date(ends) - Date.now();
    // A clock that is wrong must not make the page ask all the time.
    if (ends && left > 0 && session === null) {
        renewal = setTimeout(() => attempt(async () => show(await openCart()), false), left + 1000);
    }
}

async function setCodes(codes) {
    show(await shop.setPromoCodes(cart.token, codes));
}

async function useCode() {
    const code = element('code').value.trim();
    if (code === '') {
        return;
    }
    const before = cart.discount_total;
    const known = cart.promo_codes.filter(other => other.toLowerCase() !== code.toLowerCase());
    await setCodes([...known, code]);
    const unknown = cart.explanation.some(step => step.reason === 'unknown_promo_code' && step.rule === code);
    if (unknown) {
        await setCodes(known);
        throw new Refused(`There is no promo code ${code}.`);
    }
    element('code').value = '';
    say(cart.discount_total === before
        ? `The code ${code} takes nothing off this cart. It is kept in case your cart changes.`
        : `The code ${code} counts.`);
}

async function beginCheckout() {
    const begun = await shop.beginCheckout(cart.token, cart.total);
    localStorage.setItem(SESSION, begun.id);
    await follow(begun);
}

/** Shows a checkout session until it ends. The payment provider tells the shop's server, which completes the session. */
async function follow(found) {
    const isNew = session === null;
    session = found.status === 'open' ? found : null;
    if (session !== null) {
        if (isNew) {
            show(cart);
            say(`Pay ${money(session.total, session.currency)}. This page waits for your payment.`);
            element('cancel').focus();
        }
        setTimeout(() => attempt(() => look(found.id), false), POLL_MILLIS);
        return;
    }
    localStorage.removeItem(SESSION);
    if (found.status !== 'completed') {
        say(SESSION_WORDS[found.status]);
        show(await openCart());
        return;
    }
    say(`Thank you. Your order is ${found.order_id}.`);
    const bought = localStorage.getItem(CART);
    localStorage.removeItem(CART);
    show(await openCart());
    await showOrder(bought, found.order_id);
}

async function showOrder(token, id) {
    const order = (await shop.orders(token)).items.find(each => each.id === id);
    const list = element('ordered');
    list.replaceChildren();
    for (const item of order.items) {
        row(list, part(`${item.quantity} × ${item.name}`, 'name'), part(money(item.total, order.currency), 'amount'));
    }
    element('order-title').textContent = `Your order ${order.number}`;
    element('order-total').textContent = money(order.total, order.currency);
    element('order').hidden = false;
    element('order').focus();
}

async function look(sessionId) {
    // Unless it has ended meanwhile, by a button of this page.
    if (localStorage.getItem(SESSION) === sessionId) {
        await follow(await shop.checkout(sessionId));
    }
}

async function cancel() {
    await follow(await shop.cancelCheckout(session.id));
    element('checkout').focus();
}

function say(text) {
    element('status').textContent = text;
    element('status').hidden = false;
}

function complain(text) {
    element('error').textContent = text;
    element('error').hidden = false;
}

/** A refusal of this page, in words for the buyer. */
class Refused extends Error {}

/** Runs what a buyer asked for, after what was asked for before. */
function attempt(action, isOfBuyer = true) {
    queue = queue.then(() => run(action, isOfBuyer));
    return queue;
}

/** Runs it, and says in plain words why it was refused. */
async function run(action, isOfBuyer) {
    if (isOfBuyer) {
        element('error').hidden = true;
        element('status').hidden = session === null;
    }
    try {
        await action();
    } catch (failure) {
        if (failure instanceof Problem) {
            complain(inPlainWords(failure.problem));
            await afterRefusal(failure);
        } else {
            complain(failure instanceof Refused ? failure.message : 'The shop cannot be reached. Check your connection.');
        }
        if (!isOfBuyer && session !== null) {
            setTimeout(() => attempt(() => look(session.id), false), POLL_MILLIS);
        }
    }
}

/** Shows the cart as it is now: what the buyer saw was refused. */
async function afterRefusal(problem) {
    try {
        if (GONE.includes(problem.code)) {
            localStorage.removeItem(CART);
        }
        if (problem.code.startsWith('checkout_session_')) {
            session = null;
            localStorage.removeItem(SESSION);
        }
        show(await openCart());
    } catch {
        // What was refused at first is what the buyer should read.
    }
}

element('checkout').addEventListener('click', () => attempt(beginCheckout));
element('cancel').addEventListener('click', () => attempt(cancel));
element('more').addEventListener('click', () => attempt(showProducts));
element('promo').addEventListener('submit', event => {
    event.preventDefault();
    attempt(useCode);
});
await attempt(async () => {
    await showProducts();
    const begun = localStorage.getItem(SESSION);
    const found = begun ? await shop.checkout(begun) : null;
    if (found === null || found.status === 'open') {
        show(await openCart());
    }
    if (found !== null) {
        await follow(found);
    }
});
document.body.dataset.ready = 'true';
