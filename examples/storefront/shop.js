/** A refusal, as problem details. */
export class Problem extends Error {
    constructor(problem) {
        super(problem.detail);
        this.code = problem.code;
        this.problem = problem;
    }
}

const ATTEMPTS = 3;

/** What a browser may do with a publishable key. */
export class Shop {
    #address;
    #key;
    #buyerToken;

    /** buyerToken is a function that gets a token from the shop's own server, or null for visitors who are not known. */
    constructor(address, key, buyerToken = null) {
        this.#address = address;
        this.#key = key;
        this.#buyerToken = buyerToken;
    }

    /** A page of products with their variants, from the cursor of the page before. */
    products(cursor = null) {
        return this.#send('GET', `/products?expand=variants${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    }

    createCart() {
        return this.#send('POST', '/carts', {});
    }

    cart(token) {
        return this.#send('GET', `/carts/${encodeURIComponent(token)}`);
    }

    /** Sets the quantity of a variant. */
    put(token, variantId, quantity) {
        return this.#send('POST', `/carts/${encodeURIComponent(token)}/items`, { variant_id: variantId, quantity });
    }

    remove(token, itemId) {
        return this.#send('DELETE', `/carts/${encodeURIComponent(token)}/items/${itemId}`);
    }

    /** Sets the promo codes, all of them. */
    setPromoCodes(token, codes) {
        return this.#send('PATCH', `/carts/${encodeURIComponent(token)}`, { promo_codes: codes });
    }

    /** What was bought from a cart, the newest first. */
    orders(token) {
        return this.#send('GET', `/carts/${encodeURIComponent(token)}/orders`);
    }

    /** Freezes items and price while the buyer pays what was shown. */
    beginCheckout(token, shownTotal) {
        return this.#send('POST', '/checkout-sessions', { cart_id: token, expected_total: shownTotal });
    }

    checkout(sessionId) {
        return this.#send('GET', `/checkout-sessions/${encodeURIComponent(sessionId)}`);
    }

    cancelCheckout(sessionId) {
        return this.#send('POST', `/checkout-sessions/${encodeURIComponent(sessionId)}/cancel`, {});
    }

    async #send(method, path, body) {
        const headers = { Authorization: `Bearer ${this.#key}` };
        if (body !== undefined) {
            headers['Content-Type'] = 'application/json';
            // The same for each attempt, so that a request whose answer was lost has no second effect.
            headers['Idempotency-Key'] = crypto.randomUUID();
        }
        if (this.#buyerToken) {
            headers['X-Buyer-Token'] = await this.#buyerToken();
        }
        for (let attempt = 1; ; attempt++) {
            try {
                const answer = await fetch(`${this.#address}/api/v1${path}`, {
                    method,
                    headers,
                    body: body === undefined ? undefined : JSON.stringify(body),
                    cache: 'no-store',
                    credentials: 'omit',
                    referrerPolicy: 'no-referrer',
                });
                if (answer.ok) {
                    return await answer.json();
                }
                const problem = await answer.json();
                if (answer.status !== 503 || attempt === ATTEMPTS) {
                    throw new Problem(problem);
                }
                await pause(Number(answer.headers.get('Retry-After') ?? 1));
            } catch (error) {
                // Otherwise no answer came, or none of Holdfast's.
                if (error instanceof Problem || attempt === ATTEMPTS) {
                    throw error;
                }
                await pause(1);
            }
        }
    }
}

function pause(seconds) {
    return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
