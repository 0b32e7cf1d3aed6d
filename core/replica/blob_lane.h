// SPDX-License-Identifier: EUPL-1.2
// Photos on their way to the city, piece by piece: each goes on where the city says it has got to,
// after a cut or a crash on either side. One that the city does not take now never blocks others.
#pragma once

#include <optional>

#include "core/ops/blob.h"
#include "core/replica/exchange.h"
#include "core/replica/options.h"
#include "core/replica/pause.h"
#include "core/store/local.h"

namespace qp::replica {

class BlobLane {
public:
    BlobLane(store::Local& local, Random& random, const Options& options)
        : local_{local},
          random_{random},
          options_{options},
          round_{options.retry_min, options.retry_max} {}

    void wake() { has_more_ = true; }
    std::optional<Instant> due_at(Instant now) const;
    Result<std::optional<Request>> make(const ops::CityKeys& keys, Instant now);
    // The city's epoch, once what its receipt says is stored.
    Result<ops::ServerEpoch> take(const Answer& answer, const ops::CityKeys& keys);
    // Whether what is out is a photo's first piece.
    bool is_beginning() const { return sent_ && sent_->photo.received == 0; }
    // Ballots go out: photos keep away from them, as operations do.
    void keep_away(Instant now);

private:
    struct Sent {
        Request request;
        store::PendingPhoto photo;
    };
    Result<std::optional<store::PendingPhoto>> take_turn(Instant now);
    void give_way();

    store::Local& local_;
    Random& random_;
    const Options& options_;
    std::optional<Sent> sent_;
    bool has_more_ = true;
    std::int64_t after_ = 0;  // photos up to here have had their turn in this round
    bool is_round_over_ = false;
    BackOff round_;
    Pause gap_;
};

}  // namespace qp::replica
