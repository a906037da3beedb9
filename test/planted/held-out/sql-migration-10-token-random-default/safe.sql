-- Every subscriber gets a token for the link "unsubscribe" (RFC 8058).

SET lock_timeout = '4s';

-- AlterTable
ALTER TABLE "Subscriber"
    ADD COLUMN "unsubscribedAt" TIMESTAMP(3),
    ADD COLUMN "token" UUID;

ALTER TABLE "Subscriber"
    ALTER COLUMN "token" SET DEFAULT gen_random_uuid();

-- CreateTable
CREATE TABLE "Unsubscription" (
    "id" BIGSERIAL NOT NULL,
    "token" UUID NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Unsubscription_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Unsubscription_token_idx" ON "Unsubscription"("token");
