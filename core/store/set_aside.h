// SPDX-License-Identifier: EUPL-1.2
// Names for a database that cannot be used: "local.db" becomes "local.db.aside-20261123T143205Z"
// with its -wal and -shm. Renaming is the program's (native: kiosk, city), since the core touches
// no file.
#pragma once

#include <string>

#include "core/base/instant.h"

namespace qp::store {

inline constexpr char kAsideMark[] = ".aside-";
std::string aside_name(const std::string& path, Instant now);

}  // namespace qp::store
