// SPDX-License-Identifier: EUPL-1.2
// What the .cpp files of Local share.
#pragma once

#include <optional>

#include "core/ops/contribution.h"
#include "core/ops/receipt_code.h"
#include "core/store/local.h"
#include "core/store/outbox.h"

namespace qp::store {

struct Local::Impl {
    Impl(Database opened, DeviceKind device, Random& randomness, Clock& time, Room& space)
        : database{std::move(opened)}, kind{device}, random{randomness}, clock{time}, room{space} {}

    // Where the person's own things lie: in the file on a phone, in memory on a kiosk.
    Database& person() { return memory ? *memory : database; }

    Status refuse_when_full();
    // unavailable where no city is known.
    Result<const ops::CityKeys*> known_city();

    struct SpareCode {
        ops::CityId city;
        ops::ReceiptCode code;
        ops::LookupTag tag{};
    };
    Result<SpareCode> take_code(const ops::CityId& city);

    Status queue_photo(const ops::KeyPair& author, const ops::Epoch& epoch,
                       const ops::CityId& city_id, const ops::Hash& hash, const Bytes& blob);
    // What a report's chain was about, where it is this person's.
    Result<std::optional<Id>> idea_of_report(BytesView epoch);
    // It may be reported again.
    Status forget_report(BytesView epoch);
    // not_found: no refused ballot has this hash.
    Status let_go_ballot(const ops::Hash& refused);
    Result<ops::BallotSecret> ballot_secret();
    Instant held_until(std::optional<Milliseconds> delay_max);
    // The number of the newest day on which the city answered; 0: none yet.
    Result<std::int64_t> city_day();

    // After the commit the cached keys may be older than those another connection has stored.
    Status read_city();

    Database database;
    std::optional<Database> memory;
    DeviceKind kind;
    Random& random;
    Clock& clock;
    Room& room;
    std::optional<ops::CityKeys> city;
    std::optional<SpareCode> spare;
};

}  // namespace qp::store
