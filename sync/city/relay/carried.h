// SPDX-License-Identifier: EUPL-1.2
// What a relay carries: batches in one file, ballots in another, each under its hash, byte for byte
// as it came, and beside it what was answered further up. No device, no time, no order of arrival:
// rows lie by hash. One thread owns a Carried; several may have the same file open.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/ops/city.h"
#include "core/store/database.h"
#include "core/store/local.h"

namespace qp::city::relay {

class Carried {
public:
    // Errors as Database::open.
    static Result<Carried> open(const std::string& path);

    // Takes it once. Without a transaction around it nothing is durable.
    Status put(const ops::Hash& hash, BytesView bytes);
    struct Standing {
        Bytes city_receipt;  // empty: the city has not signed yet
    };
    // Nothing: it is not here.
    Result<std::optional<Standing>> find(const ops::Hash& hash);

    struct Waiting {
        ops::Hash hash{};
        Bytes bytes;
    };
    // Without the city's receipt, by hash, the first one above `after`.
    Result<std::optional<Waiting>> next_waiting(const ops::Hash& after);
    // That one, unless the city has signed for it by now.
    Result<std::optional<Waiting>> waiting(const ops::Hash& hash);

    // A relay further up keeps it, by its receipt; goes on waiting.
    Status note_held(const ops::Hash& hash, BytesView relay_receipt);
    // The city's receipt for it alone. `is_erased`: the city has erased it, so its bytes go as
    // well.
    Status note_received(const ops::Hash& hash, BytesView city_receipt, bool is_erased,
                         Instant now);

    // The city's receipt for it counts no longer: it is brought again. `bytes`: as at first, since
    // those of what the city has erased are gone.
    Status wait_again(const ops::Hash& hash, BytesView bytes);

    // The server epoch that the city's receipts here are of. go_by another one: all of them go, and
    // what they were for waits again, since a restored city may have forgotten it.
    Result<std::optional<ops::ServerEpoch>> epoch();
    Status go_by(const ops::ServerEpoch& epoch);
    // Received and older than `keep`: its devices keep it themselves. How many went.
    Result<std::uint64_t> forget_received(Instant now, Milliseconds keep);

    Status drop(const ops::Hash& hash);
    struct Counts {
        std::uint64_t waiting = 0;     // without the city's receipt
        std::uint64_t further_up = 0;  // of these, with a receipt of another relay
        std::uint64_t received = 0;
    };
    Result<Counts> counts();
    // Where this carries ballots: by poll. Of another epoch than go_by() was told last they all
    // wait.
    Result<std::map<Id, store::Local::BallotCounts>> ballots_by_poll(
        const std::optional<ops::ServerEpoch>& epoch);

    store::Database& database() { return database_; }

private:
    explicit Carried(store::Database database) : database_{std::move(database)} {}

    store::Database database_;
};

}  // namespace qp::city::relay
