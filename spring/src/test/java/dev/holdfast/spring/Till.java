package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.Carts;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What an application does with its shop. Each method runs something in the transaction that its annotation names. */
class Till {
    /** Taken once, outside of any transaction, as applications do. */
    private final Carts carts;

    Till(Holdfast holdfast) {
        carts = holdfast.carts();
    }

    public Carts carts() {
        return carts;
    }

    @Transactional
    public void required(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void requiresNew(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.NESTED)
    public void nested(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.SUPPORTS)
    public void supports(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void notSupported(Runnable work) {
        work.run();
    }

    @Transactional(readOnly = true)
    public void readOnly(Runnable work) {
        work.run();
    }

    @Transactional(timeout = 1)
    public void inASecond(Runnable work) {
        work.run();
    }

    @Transactional(isolation = Isolation.SERIALIZABLE)
    public void serializable(Runnable work) {
        work.run();
    }
}
