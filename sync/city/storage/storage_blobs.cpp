// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include "native/logging.h"
#include "sync/city/storage/storage.h"

namespace qp::city::storage {

namespace {
constexpr std::uint32_t kErasedAtOnce = 64;
}

// The file first, then the row: a crash in between costs the device one more request.
Result<ops::BlobReceipt> Storage::take_piece(const BlobJob& job) {
    using State = BlobPlace::State;
    if (!has_room_or_says()) return fail(Code::no_space, "the city's disk is nearly full");
    const auto place = log_.blob_place(job.piece.owner, job.hash);
    if (!place) return fail(place.error());
    ops::BlobReceipt receipt{epoch_, {}, job.hash, job.piece.size, job.piece.size};
    switch (place->state) {
        case State::no_contribution:
            return fail(Code::not_found, "its contribution is not here yet");
        case State::too_many:
            return fail(Code::refused, "its contribution has its photos");
        case State::complete:
        case State::withdrawn:
            return receipt;
        case State::welcome:
            break;
    }
    const auto received = blobs_.append(job.hash, job.piece.offset, job.piece.bytes);
    if (!received) return fail(received.error());
    receipt.received = std::min(*received, job.piece.size);
    if (*received < job.piece.size) return receipt;
    if (auto finished = blobs_.finish(job.hash); !finished) return fail(finished.error());
    if (auto kept = log_.keep_blob(place->chain, job.hash, job.piece.size); !kept)
        return fail(kept.error());
    return receipt;
}

void Storage::erase_blobs() {
    const auto erased = log_.erased_blobs(kErasedAtOnce);
    Status done = erased ? Status{} : Status{fail(erased.error())};
    for (std::size_t i = 0; done && i < erased->size(); ++i) {
        done = blobs_.remove((*erased)[i]);
        if (done) done = log_.forget_blob((*erased)[i]);
    }
    if (!done) return spdlog::error("photos wait for erasure: {}", native::describe(done.error()));
    owes_blob_erasure_ = erased->size() == kErasedAtOnce;
    blobs_.sweep(ports_.clock.now());
}

}  // namespace qp::city::storage
