import { useEffect, useState } from "react";

export type Row = Record<string, number>;

interface FormulaMessage {
  kind: "formula";
  column: string;
  formula: string;
}

const HOST_ORIGIN = "https://console.metrics.example";

const formulas = new Map<string, (row: Row) => number>([
  ["margin", (row) => row.revenue - row.cost],
  ["conversion", (row) => (row.visits > 0 ? row.orders / row.visits : 0)],
]);

export default function ReportFrame({ rows }: { rows: Row[] }) {
  const [computed, setComputed] = useState<Row[]>(rows);

  useEffect(() => {
    function onMessage(event: MessageEvent<FormulaMessage>) {
      if (event.origin !== HOST_ORIGIN || event.data?.kind !== "formula") return;
      const { column, formula } = event.data;
      const compute = formulas.get(formula);
      if (!compute) return;
      setComputed(rows.map((row) => ({ ...row, [column]: compute(row) })));
    }

    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, [rows]);

  return <pre>{JSON.stringify(computed, null, 2)}</pre>;
}
