import { readFile } from "node:fs/promises";
import path from "node:path";
import { NextRequest, NextResponse } from "next/server";
import { getSession } from "@/lib/session";

const REPORTS_DIR = path.resolve(process.cwd(), "storage/reports");

export async function GET(request: NextRequest) {
  const session = await getSession();
  if (!session) {
    return NextResponse.json({ error: "unauthorized" }, { status: 401 });
  }

  const name = request.nextUrl.searchParams.get("name");
  if (!name) {
    return NextResponse.json({ error: "name is required" }, { status: 400 });
  }

  const file = path.resolve(REPORTS_DIR, name);
  if (!file.startsWith(REPORTS_DIR + path.sep)) {
    return NextResponse.json({ error: "not found" }, { status: 404 });
  }
  const body = await readFile(file);
  return new NextResponse(new Uint8Array(body), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": "attachment",
    },
  });
}
