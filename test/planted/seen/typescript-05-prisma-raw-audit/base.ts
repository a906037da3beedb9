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
}
