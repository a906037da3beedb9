import { markPaid, markRefunded, notifyFailure, suspend } from "../billing/actions";

export interface StripeEvent {
  id: string;
  type: string;
  data: { object: { id: string; customer: string } };
}

export async function handleEvent(event: StripeEvent): Promise<boolean> {
  const { id, customer } = event.data.object;

  switch (event.type) {
    case "invoice.paid":
      await markPaid(id);
      return true;
    case "charge.refunded":
      await markRefunded(id);
      return true;
    case "invoice.payment_failed":
      await notifyFailure(customer);
      return true;
    case "customer.subscription.deleted":
      await suspend(customer);
      return true;
    default:
      return false;
  }
}
