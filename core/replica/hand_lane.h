// SPDX-License-Identifier: EUPL-1.2
// The way by hand, for a kiosk without a network: what has no receipt goes into bundles, and the
// city's receipts come back in a return. It looks at nothing but the store, so that it may cross
// what goes over the wire.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/ops/return_bundle.h"
#include "core/replica/options.h"
#include "core/store/local.h"

namespace qp::replica {

struct PackedBundle {
    std::string file_name;
    Bytes file;
    std::uint32_t contributions = 0;  // batches and ballots in it
};
// Writes a bundle where it can be carried. Its error ends the packing.
using WriteBundle = std::function<Status(const PackedBundle&)>;

class HandLane {
public:
    HandLane(store::Local& local, Random& random, const Options& options)
        : local_{local}, random_{random}, options_{options} {}

    Status pack(const ops::CityKeys& keys, Instant now, const WriteBundle& write);

    // The version of the return whose content was taken last; 0: none so far.
    Result<std::uint64_t> version();
    Status set_version(std::uint64_t version);
    // Marks what the receipts of this epoch name; the rest is passed over. How many were good.
    Result<std::uint32_t> mark(const ops::ReturnBundle& bundle, const ops::CityKeys& keys,
                               const ops::ServerEpoch& epoch);

private:
    class Packing;
    Status pack_operations(const ops::CityKeys& keys, Packing& packing);
    Status pack_ballots(const ops::CityKeys& keys, Packing& packing);
    Result<std::uint64_t> next_number();
    Result<bool> mark_one(const ops::CarriedReceipt& receipt, const ops::CityKeys& keys,
                          const ops::ServerEpoch& epoch);

    store::Local& local_;
    Random& random_;
    const Options& options_;
};

}  // namespace qp::replica
