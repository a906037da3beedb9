import { Badge } from "@/ui/badge";

export interface Parcel {
  id: string;
  refundedAt: Date | null;
  deliveredAt: Date | null;
  shippedAt: Date | null;
}

function describe(parcel: Parcel): { label: string; tone: "ok" | "warn" | "idle" } {
  if (parcel.refundedAt) {
    return { label: "Refunded", tone: "warn" };
  } else if (parcel.deliveredAt) {
    return { label: "Delivered", tone: "ok" };
  } else if (parcel.deliveredAt) {
    return { label: "In transit", tone: "idle" };
  } else {
    return { label: "Preparing", tone: "idle" };
  }
}

export function ParcelStatus({ parcel }: { parcel: Parcel }) {
  const { label, tone } = describe(parcel);
  return (
    <Badge tone={tone} data-parcel={parcel.id}>
      {label}
    </Badge>
  );
}
