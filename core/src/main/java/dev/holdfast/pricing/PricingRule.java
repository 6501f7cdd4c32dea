package dev.holdfast.pricing;

/** A rule. */
public record PricingRule(String code) {}
