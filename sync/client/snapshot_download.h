// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "core/ops/city_keys.h"
#include "core/replica/exchange.h"
#include "core/store/local.h"
#include "sync/client/connection.h"

namespace qp::client {

// Fetches a snapshot into a file, goes on where a broken connection or a power cut left it, and
// gives it out only once hash and signature fit.
class SnapshotDownload {
public:
    // The file appears at `path`; what is not complete yet lies beside it.
    SnapshotDownload(const Address& address, const StopFlag& stop, std::string path,
                     store::Room& room);

    // The status that came back: with 200 the file stands at path(), with any other there is none.
    // Errors: unavailable, timeout (go on later), no_space, too_large, bad_signature (what had been
    // fetched is gone).
    Result<int> fetch(const replica::Request& request, const ops::CityKeys& keys,
                      const std::vector<std::string>& scopes);
    const std::string& path() const { return path_; }
    // The file, and what SQLite made beside it.
    void remove();

private:
    std::string part() const { return path_ + ".part"; }
    std::string part_hash() const { return path_ + ".part-hash"; }
    void remove_part();

    Address address_;
    const StopFlag& stop_;
    std::string path_;
    store::Room& room_;
};

}  // namespace qp::client
