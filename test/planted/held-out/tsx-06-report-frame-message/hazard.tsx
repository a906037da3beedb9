import { useEffect, useState } from "react";

export type Row = Record<string, number>;

interface FormulaMessage {
  kind: "formula";
  column: string;
  expression: string;
}

export default function ReportFrame({ rows }: { rows: Row[] }) {
  const [computed, setComputed] = useState<Row[]>(rows);

  useEffect(() => {
    function onMessage(event: MessageEvent<FormulaMessage>) {
      if (event.data?.kind !== "formula") return;
      const { column, expression } = event.data;
      const compute = new Function("row", `return (${expression});`);
      setComputed(rows.map((row) => ({ ...row, [column]: compute(row) })));
    }

    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, [rows]);

  return <pre>{JSON.stringify(computed, null, 2)}</pre>;
}
