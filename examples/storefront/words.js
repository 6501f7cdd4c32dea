/** What a buyer reads when a request was refused: what happened, and what to do. */
const WORDS = {
    insufficient_stock: problem =>
        problem.available > 0 ? `Only ${problem.available} are left, so your cart was not changed.` : 'This is sold out.',
    variant_not_found: () => 'This is no longer sold.',
    product_not_found: () => 'This is no longer sold.',
    cart_not_found: () => 'Your cart is no longer there. Here is a new one.',
    cart_closed: () => 'Your cart was already bought or emptied. Here is a new one.',
    cart_in_checkout: () => 'You are paying for this cart. Go back to the cart to change it.',
    cart_full: () => 'Your cart is full.',
    reservation_limit: () => 'You cannot reserve more of this at once.',
    reservation_expired: () => 'The time for which your items were reserved is over. Reserve them again, or remove them.',
    price_changed: () => 'The price has changed. Look at your cart, and check out again.',
    checkout_session_closed: () => 'This checkout is over.',
    checkout_session_not_found: () => 'This checkout is over.',
    stock_shortfall: () => 'Some of your items were sold meanwhile.',
    item_not_found: () => 'This is no longer in your cart.',
    gift_line: () => 'This is a gift. It comes and goes with what you buy.',
    validation_failed: () => 'This cannot be done. Check what you have typed.',
    buyer_token_invalid: () => 'Your login is over. Log in again.',
    unauthorized: () => 'This page cannot use the shop, because its key does not work.',
    scope_missing: () => 'This page cannot use the shop, because its key is not one for pages.',
};

/** The words for a refusal, as problem details. */
export function inPlainWords(problem) {
    const words = WORDS[problem.code];
    if (words) {
        return words(problem);
    }
    if (problem.status === 429) {
        return 'That was too often. Wait a moment, and try again.';
    }
    return problem.status === 503 ? 'The shop is busy. Try again in a moment.' : 'Something went wrong. Try again.';
}

/** The words for where a checkout session has come. */
export const SESSION_WORDS = {
    cancelled: 'The checkout is cancelled. Your cart is as it was.',
    expired: 'The time to pay is over, and nothing was charged. Look at your cart, and check out again.',
    shortfall: 'Some of your items were sold before your payment arrived. You get your money back.',
    refunded: 'You got your money back.',
};
