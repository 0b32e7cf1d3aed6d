// SPDX-License-Identifier: EUPL-1.2
// SQLite's files in a browser's worker. The worker hands over a set of files that are already open
// (Module.files, web/app/worker/files.ts), since a browser opens files asynchronously and SQLite asks
// synchronously. A file "exists" while it is longer than 0 bytes; deleting it truncates it.
//
// One worker owns the files, so every lock succeeds, and the write-ahead log works in exclusive mode
// without shared memory. SQLite finds this by itself (SQLITE_OS_OTHER calls sqlite3_os_init).
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::web {

// Replaces the whole file and flushes it. For a snapshot that came over the network.
Status write_file(const std::string& name, BytesView bytes);
// Truncates the file and what SQLite may have left beside it.
void remove_database(const std::string& name);

}  // namespace qp::web
