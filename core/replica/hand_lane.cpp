// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/hand_lane.h"

#include <cstdlib>

#include "core/ops/ballot_request.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"

namespace qp::replica {
namespace {

constexpr const char* kNumber = "hand.number";
constexpr const char* kVersion = "hand.version";

Result<std::uint64_t> number_in(store::Local& local, const char* setting) {
    auto word = local.setting(setting);
    if (!word) return fail(word.error());
    return *word ? std::strtoull((*word)->c_str(), nullptr, 10) : std::uint64_t{0};
}

}  // namespace

// Gathers bodies until a file is full.
class HandLane::Packing {
public:
    Packing(HandLane& lane, const ops::CityKeys& keys, Instant now, const WriteBundle& write)
        : lane_{lane}, keys_{keys}, now_{now}, write_{write} {}

    Status add(ops::BundlePart::Kind kind, Bytes body, std::size_t contributions) {
        const std::size_t bytes = ops::bundle_bytes_of(body.size());
        const bool is_full =
            bytes_ + bytes > ops::kBundleBytesMax || parts_.size() == ops::kBundlePartsMax;
        if (is_full)
            if (auto written = finish(); !written) return written;
        bytes_ += bytes;
        contributions_ += static_cast<std::uint32_t>(contributions);
        parts_.push_back({kind, std::move(body)});
        return {};
    }
    Status finish() {
        if (parts_.empty()) return {};
        const auto number = lane_.next_number();
        if (!number) return fail(number.error());
        const ops::KeyPair& kiosk = *lane_.options_.enrolled;
        ops::BundleLabel label;
        label.id = random_id<ops::BundleId>(lane_.random_);
        label.number = *number;
        label.scopes = lane_.options_.scopes;
        auto file = ops::seal_bundle(keys_, kiosk, label, parts_, now_, lane_.random_);
        if (!file) return fail(file.error());
        const PackedBundle packed{ops::bundle_file_name(kiosk.public_key(), *number),
                                  std::move(*file), contributions_};
        parts_.clear();
        bytes_ = ops::kBundleOverheadBytes;
        contributions_ = 0;
        return write_(packed);
    }

private:
    HandLane& lane_;
    const ops::CityKeys& keys_;
    Instant now_;
    const WriteBundle& write_;
    std::vector<ops::BundlePart> parts_;
    std::size_t bytes_ = ops::kBundleOverheadBytes;
    std::uint32_t contributions_ = 0;
};

Status HandLane::pack(const ops::CityKeys& keys, Instant now, const WriteBundle& write) {
    if (!options_.enrolled) return fail(Code::bad_argument, "this device has no key of its own");
    Packing packing{*this, keys, now, write};
    if (auto packed = pack_operations(keys, packing); !packed) return packed;
    if (auto packed = pack_ballots(keys, packing); !packed) return packed;
    return packing.finish();
}

Status HandLane::pack_operations(const ops::CityKeys& keys, Packing& packing) {
    for (std::int64_t after = 0;;) {
        const auto pending = local_.unsent(ops::kPushOpsMax, ops::kPushBatchesBytesMax, after);
        if (!pending) return fail(pending.error());
        if (pending->empty()) return {};
        after = pending->back().number;
        std::vector<BytesView> batches;
        for (const store::Pending& one : *pending) batches.emplace_back(one.batch);
        auto added = packing.add(ops::BundlePart::Kind::push,
                                 ops::encode_push(keys.city.id, batches), batches.size());
        if (!added) return added;
    }
}

Status HandLane::pack_ballots(const ops::CityKeys& keys, Packing& packing) {
    const auto all = local_.ballots_without_receipt();
    if (!all) return fail(all.error());
    // By hash over all of them: which body a ballot is in tells nothing of when it was cast.
    for (std::size_t begin = 0; begin < all->size(); begin += ops::kRequestBallotsMax) {
        std::vector<BytesView> ballots;
        for (std::size_t i = begin; i < all->size() && ballots.size() < ops::kRequestBallotsMax;
             ++i)
            ballots.emplace_back((*all)[i].ballot);
        auto added =
            packing.add(ops::BundlePart::Kind::ballots,
                        ops::encode_ballots_request(keys.city.id, ballots, &*options_.enrolled),
                        ballots.size());
        if (!added) return added;
    }
    return {};
}

Result<std::uint64_t> HandLane::next_number() {
    const auto last = number_in(local_, kNumber);
    if (!last) return last;
    const std::uint64_t number = *last + 1;
    if (auto stored = local_.set_setting(kNumber, std::to_string(number)); !stored)
        return fail(stored.error());
    return number;
}

Result<std::uint64_t> HandLane::version() {
    return number_in(local_, kVersion);
}

Status HandLane::set_version(std::uint64_t version) {
    return local_.set_setting(kVersion, std::to_string(version));
}

Result<std::uint32_t> HandLane::mark(const ops::ReturnBundle& bundle, const ops::CityKeys& keys,
                                     const ops::ServerEpoch& epoch) {
    std::uint32_t good = 0;
    for (const Bytes& answer : bundle.answers) {
        // One that we cannot open, of another program's making, must not keep us from the others.
        const auto receipts = ops::open_answer(keys.city.id, *options_.enrolled, answer);
        if (!receipts) continue;
        for (const ops::CarriedReceipt& receipt : *receipts) {
            const auto marked = mark_one(receipt, keys, epoch);
            if (!marked) return fail(marked.error());
            if (*marked) ++good;
        }
    }
    return good;
}

// A receipt of another epoch promises nothing: the city was restored since and may have forgotten.
Result<bool> HandLane::mark_one(const ops::CarriedReceipt& receipt, const ops::CityKeys& keys,
                                const ops::ServerEpoch& epoch) {
    Status marked;
    if (receipt.kind == ops::BundlePart::Kind::push) {
        const auto push = ops::verify_push_receipt(receipt.document, keys);
        if (!push || push->server_epoch != epoch) return false;
        marked = local_.mark(*push);
    } else {
        const auto ballots = ops::verify_ballot_receipt(receipt.document, keys);
        if (!ballots || ballots->server_epoch != epoch) return false;
        marked = local_.mark(*ballots);
    }
    if (!marked) return fail(marked.error());
    return true;
}

}  // namespace qp::replica
