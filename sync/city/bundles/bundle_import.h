// SPDX-License-Identifier: EUPL-1.2
// Takes bundles into the city: each body goes where a request with it would go, so that by hand and
// by wire, in any order and twice, come to the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ports.h"
#include "sync/city/bundles/answer_store.h"
#include "sync/city/storage/ballot_box.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::bundles {

// What became of the operations or of the ballots of a bundle.
struct Taken {
    std::size_t fresh = 0;
    std::size_t known = 0;  // came before, by hand or by wire; or was erased since
    std::size_t later = 0;  // not now: the kiosk brings it again
    std::map<std::string, std::size_t> refused;  // by code

    std::size_t refused_count() const;
};

struct ImportReport {
    std::optional<Error> refused;  // the whole file, or the disk; nothing of it counts as brought
    ops::BundleLabel label;        // where it is not refused
    Taken operations;
    Taken ballots;
    std::size_t unknown_parts = 0;
};

class BundleImport {
public:
    struct Parts {
        const storage::KeyStore& keys;
        storage::Storage& storage;  // Threads::none
        const AnswerStore& answers;
        Clock& clock;
        Random& random;
        std::vector<ops::PublicKey> enrolled;  // kiosks and relays
    };
    explicit BundleImport(Parts parts) : parts_{std::move(parts)} {}

    // The whole of a file is looked through before anything of it is taken. Success means that
    // everything is committed and the answer kept; where the city itself fails half-way (no_space,
    // storage), taking the same file again finishes it.
    ImportReport take(BytesView file);

private:
    // Bodies that have been read. `bodies` holds what `pushes` point into.
    struct Readied {
        ops::Bundle bundle;
        std::vector<storage::Storage::PushJob> pushes;
        std::vector<storage::Storage::BallotsJob> ballots;
    };
    Result<Readied> read(BytesView file) const;
    Result<std::vector<ops::CarriedReceipt>> commit(Readied readied, ImportReport& report);
    storage::Channel channel_of(const ops::BallotsRequest& request) const;

    Parts parts_;
};

}  // namespace qp::city::bundles
