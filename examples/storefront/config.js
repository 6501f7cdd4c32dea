// Everything in here is public: whoever opens the page can read it.
export const config = {
    address: 'http://127.0.0.1:8000',
    publishableKey: 'hf_pk_...',
    // A path of the shop's own server that answers {"token": "..."} for the visitor who is logged in; null for none.
    buyerTokenPath: null,
};
