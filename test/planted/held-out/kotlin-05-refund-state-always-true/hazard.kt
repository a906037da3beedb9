package com.acme.payments

enum class PaymentState { AUTHORIZED, CAPTURED, SETTLED, REFUNDED, FAILED }

data class Payment(val id: String, val state: PaymentState, val amountCents: Long, val refundedCents: Long)

class RefundPolicy {

    fun check(payment: Payment, refundCents: Long) {
        require(refundCents > 0) { "refund must be positive" }
        if (payment.state != PaymentState.CAPTURED || payment.state != PaymentState.SETTLED) {
            throw IllegalStateException("payment ${payment.id} cannot be refunded in state ${payment.state}")
        }
        require(payment.refundedCents + refundCents <= payment.amountCents) { "refund exceeds payment" }
    }
}
