import { revalidatePath } from "next/cache";
import { prisma } from "@/server/prisma";
import { requireStaff } from "@/server/guards";

export default function StockAdjustPage() {
  async function adjust(form: FormData) {
    "use server";
    await requireStaff();
    const sku = String(form.get("sku") ?? "");
    const delta = Number(form.get("delta"));
    if (!sku || !Number.isInteger(delta)) throw new Error("Invalid adjustment");

    await prisma.$executeRawUnsafe(
      `UPDATE stock SET on_hand = on_hand + ${delta} WHERE sku = '${sku}'`,
    );

    revalidatePath("/stock");
  }

  return (
    <form action={adjust}>
      <label>
        SKU <input name="sku" required />
      </label>
      <label>
        Change <input name="delta" type="number" step={1} required />
      </label>
      <button type="submit">Apply</button>
    </form>
  );
}
