// SPDX-License-Identifier: EUPL-1.2
#include <iostream>

#include "core/ops/relay.h"
#include "native/system_clock.h"
#include "sync/city/program/commands.h"
#include "sync/city/relay/relay_key.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

// A laptop's clock may be behind ours, and an event begins today.
constexpr auto kBackdated = std::chrono::hours{24};

Status enroll_one(const CityConfig& config, const EnrollRequest& request) {
    const auto bytes = from_hex(request.key);
    const auto relay = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!relay)
        return fail(Code::bad_argument,
                    "a relay's key has 64 hex digits: \"quartierpuls-city relay --key\" prints it");
    if (request.name.empty() || request.name.size() > ops::kRelayNameBytesMax)
        return fail(Code::bad_argument, "a name of 1 to 200 bytes");
    const auto keys = storage::KeyStore::open(storage::DataFiles{config.data_dir}.keys);
    if (!keys) return fail(keys.error());
    native::SystemClock clock;
    const Instant now = clock.now();
    const Bytes certificate =
        ops::sign_relay_certificate(keys->city(), keys->signing_key(now), *relay, request.name,
                                    now - kBackdated, now + std::chrono::hours{24} * request.days);
    return relay::write_certificate(request.out, certificate);
}

}  // namespace

int enroll(const CityConfig& config, const EnrollRequest& request) {
    if (auto done = enroll_one(config, request); !done) {
        std::cerr << native::describe(done.error()) << "\n";
        return 1;
    }
    std::cout << request.out << " is for " << request.days << " days: put it beside the relay's "
              << "key.\nSo that ballots count as coming from a kiosk, add to the city's file:\n\n"
              << "[[enrolled]]\nname = \"" << request.name << "\"\nkey = \"" << request.key
              << "\"\n"
              << std::flush;
    return 0;
}

}  // namespace qp::city::program
