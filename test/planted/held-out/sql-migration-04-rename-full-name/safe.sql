-- Names are one field from now on: not everybody has a given and a family name.

-- CreateTable
CREATE TABLE "NameChange" (
    "id" SERIAL NOT NULL,
    "userId" INTEGER NOT NULL,
    "previous" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NameChange_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "User" ADD COLUMN "fullName" TEXT;
COMMENT ON COLUMN "User"."fullName" IS 'if null: firstName and lastName, which older releases still write';

-- CreateIndex
CREATE INDEX "NameChange_userId_idx" ON "NameChange"("userId");

-- AddForeignKey
ALTER TABLE "NameChange" ADD CONSTRAINT "NameChange_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
