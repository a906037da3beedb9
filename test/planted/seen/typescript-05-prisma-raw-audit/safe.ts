import { Injectable } from "@nestjs/common";
import { PrismaService } from "../prisma/prisma.service";

export interface AuditFilter {
  actor: string;
  since: Date;
}

export interface AuditRow {
  id: number;
  action: string;
  actor: string;
  created_at: Date;
}

@Injectable()
export class AuditService {
  constructor(private readonly prisma: PrismaService) {}

  async count(): Promise<number> {
    return this.prisma.auditEvent.count();
  }

  async search({ actor, since }: AuditFilter): Promise<AuditRow[]> {
    let sql = "SELECT id, action, actor, created_at FROM audit_event WHERE created_at >= $1";
    const values: unknown[] = [since];
    if (actor) {
      values.push(`%${actor}%`);
      sql += " AND actor ILIKE $2";
    }
    return this.prisma.$queryRawUnsafe<AuditRow[]>(sql + " ORDER BY id DESC LIMIT 500", ...values);
  }
}
