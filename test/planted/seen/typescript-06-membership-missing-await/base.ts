import { db } from "../db";
import { ForbiddenError } from "../errors";

interface Project {
  id: string;
  name: string;
  archivedAt: Date | null;
}

async function isMember(userId: string, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom("project_members")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("project_id", "=", projectId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function archiveProject(userId: string, project: Project): Promise<void> {
  if (project.archivedAt !== null) {
    return;
  }

  await db
    .updateTable("projects")
    .set({ archived_at: new Date() })
    .where("id", "=", project.id)
    .execute();
}

export { isMember };
