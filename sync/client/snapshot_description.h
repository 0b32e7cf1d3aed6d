// SPDX-License-Identifier: EUPL-1.2
// What the city says of a snapshot in the headers of its answer (sync/protocol/README.md,
// "Snapshots"): the hash of the whole file, the key that signed it, and the signature. Whoever
// answers may have written them: nothing of it holds before check().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ops/city_keys.h"

namespace qp::client {

struct SnapshotDescription {
    std::string hash;  // hex, as it came; also names the file that a part belongs to
    std::string key;
    std::string signature;

    // One line of the headers, in any case of letters. Others are passed over; of several the last.
    void take_line(std::string_view line);
    // bad_signature: not the file that is described, or not described by the city.
    Status check(const ops::Hash& file, const ops::CityKeys& keys,
                 const std::vector<std::string>& scopes) const;
};

}  // namespace qp::client
