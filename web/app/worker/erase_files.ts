// SPDX-License-Identifier: EUPL-1.2
import { deleteFilesDatabase } from "./files_database.ts";
import { deleteOpfsFiles } from "./opfs_files.ts";
import { forgetUnsent } from "./unsent.ts";

// Whatever this browser holds for us, in use or set aside. Nobody may have it open any more. Rejects where something
// is left.
export async function eraseFiles(): Promise<void> {
  await forgetUnsent();
  await deleteOpfsFiles();
  await deleteFilesDatabase();
}
