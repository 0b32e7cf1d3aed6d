// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/receipt.h"

#include <algorithm>
#include <cassert>

#include "core/base/cbor.h"
#include "core/ops/ballot_request.h"
#include "core/ops/padding.h"
#include "core/ops/push.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kPushName = "qp1/receipt";
constexpr std::string_view kBallotName = "qp1/ballot-receipt";
constexpr std::size_t kCodeBytesMax = 40;

void write_head(cbor::Writer& out, std::size_t items, std::string_view name, const City& city,
                const ServerEpoch& epoch, const KeyId& key) {
    out.array(items).text(name).uint(kSuite).id(city.id).id(epoch).bytes(key);
}

void read_head(cbor::Reader& in, std::size_t items, std::string_view name, const CityKeys& city,
               ServerEpoch& epoch, KeyId& key) {
    in.array_of(items);
    in.literal(name);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    if (in.id<CityId>() != city.city.id) in.fail(Code::wrong_city, "a receipt of another city");
    epoch = in.id<ServerEpoch>();
    key = in.fixed<8>();
}

void write_outcome(cbor::Writer& out, const Outcome& outcome) {
    const auto kind = static_cast<std::uint8_t>(outcome.kind);
    switch (outcome.kind) {
        case Outcome::Kind::accepted:
        case Outcome::Kind::duplicate:
            out.array(2).uint(kind).uint(outcome.city_seq);
            break;
        case Outcome::Kind::rejected:
            out.array(2).uint(kind).text(outcome.code);
            break;
        case Outcome::Kind::erased:
        case Outcome::Kind::retry:
            out.array(1).uint(kind);
            break;
    }
}

Outcome read_outcome(cbor::Reader& in) {
    Outcome outcome;
    const std::size_t items = in.array(2);
    outcome.kind = static_cast<Outcome::Kind>(in.uint(4));
    std::size_t items_due = 2;
    if (outcome.kind == Outcome::Kind::accepted || outcome.kind == Outcome::Kind::duplicate) {
        outcome.city_seq = items == 2 ? in.uint() : 0;
    } else if (outcome.kind == Outcome::Kind::rejected) {
        if (items == 2) outcome.code = std::string{in.text(kCodeBytesMax)};
    } else {
        items_due = 1;
    }
    if (items != items_due) in.fail(Code::malformed, "an outcome of another length");
    return outcome;
}

BatchReceipt read_batch_receipt(cbor::Reader& in) {
    BatchReceipt batch;
    in.array_of(6);
    batch.author = in.fixed<32>();
    batch.epoch = in.fixed<8>();
    batch.first_seq = static_cast<std::uint32_t>(in.uint(UINT32_MAX));
    const auto upto = in.uint(UINT32_MAX);
    batch.head = in.fixed<32>();
    const std::size_t count = in.array(kBatchOpsMax);
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        batch.outcomes.push_back(read_outcome(in));
    }
    if (!in.is_ok()) return batch;
    if (count == 0 || batch.first_seq == 0 || upto != batch.first_seq + std::uint64_t{count} - 1) {
        in.fail(Code::malformed, "outcomes that do not match the operations");
    }
    return batch;
}

BallotOutcome read_ballot_outcome(cbor::Reader& in) {
    BallotOutcome outcome;
    const std::size_t items = in.array(3);
    outcome.hash = in.fixed<32>();
    outcome.kind = static_cast<BallotOutcome::Kind>(in.uint(3));
    const bool is_rejected = outcome.kind == BallotOutcome::Kind::rejected;
    if (items != (is_rejected ? 3u : 2u)) {
        in.fail(Code::malformed, "an outcome of another length");
    } else if (is_rejected) {
        outcome.code = std::string{in.text(kCodeBytesMax)};
    }
    return outcome;
}

tl::unexpected<Error> no_receipt(const Error& why) {
    return fail(Code::not_a_receipt, std::string{name(why.code)} + ": " + why.detail);
}

Status check_signature(const SignedDocument& document, std::string_view name, const CityKeys& city,
                       const KeyId& key_id) {
    const CityKey* key = city.find(key_id);
    if (key == nullptr) {
        return fail(Code::not_a_receipt, "signed with the unlisted key " + to_hex(key_id));
    }
    if (!is_signed_by(document, name, key->sign_key)) {
        return fail(Code::not_a_receipt, "the signature does not fit");
    }
    return {};
}

}  // namespace

Bytes sign_receipt(const City& city, const CitySecret& key, const PushReceipt& receipt) {
    cbor::Writer out;
    write_head(out, 7, kPushName, city, receipt.server_epoch, key.id());
    out.array(receipt.batches.size());
    for (const BatchReceipt& batch : receipt.batches) {
        assert(!batch.outcomes.empty());
        out.array(6).bytes(batch.author).bytes(batch.epoch).uint(batch.first_seq);
        out.uint(batch.upto_seq()).bytes(batch.head).array(batch.outcomes.size());
        for (const Outcome& outcome : batch.outcomes) write_outcome(out, outcome);
    }
    out.array(receipt.refused.size());
    for (const RefusedBatch& refused : receipt.refused) {
        out.array(2).bytes(refused.hash).text(refused.code);
    }
    return sign_document(key.sign_key, kPushName, out.take());
}

Bytes sign_receipt(const City& city, const CitySecret& key, const BallotReceipt& receipt) {
    std::vector<BallotOutcome> sorted = receipt.outcomes;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.hash < b.hash; });
    cbor::Writer out;
    write_head(out, 7, kBallotName, city, receipt.server_epoch, key.id());
    out.array(sorted.size());
    for (const BallotOutcome& outcome : sorted) {
        const bool is_rejected = outcome.kind == BallotOutcome::Kind::rejected;
        out.array(is_rejected ? 3 : 2).bytes(outcome.hash);
        out.uint(static_cast<std::uint8_t>(outcome.kind));
        if (is_rejected) out.text(outcome.code);
    }
    pad(out);
    return sign_document(key.sign_key, kBallotName, out.take());
}

bool names(const PushReceipt& receipt, BytesView batch, const City& city) {
    const Hash hash = sha256(batch);
    for (const RefusedBatch& refused : receipt.refused)
        if (refused.hash == hash) return true;
    const auto own = decode_own_batch(batch, city);
    if (!own) return false;
    return std::any_of(receipt.batches.begin(), receipt.batches.end(), [&](const auto& named) {
        return named.author == own->author && named.epoch == own->epoch &&
               named.first_seq == own->first_seq && named.upto_seq() == own->upto_seq() &&
               named.head == own->head();
    });
}

bool is_of_spoiled(const BallotOutcome& outcome) {
    return outcome.kind == BallotOutcome::Kind::rejected &&
           outcome.code == name(Code::bad_signature);
}

bool is_to_be_brought_again(const BallotOutcome& outcome) {
    return outcome.kind == BallotOutcome::Kind::retry || is_of_spoiled(outcome);
}

bool names(const BallotReceipt& receipt, const Hash& ballot) {
    return std::any_of(receipt.outcomes.begin(), receipt.outcomes.end(),
                       [&](const BallotOutcome& outcome) { return outcome.hash == ballot; });
}

Result<PushReceipt> verify_push_receipt(BytesView answer, const CityKeys& city) {
    const auto document = read_document(answer);
    if (!document) return no_receipt(document.error());
    PushReceipt receipt;
    cbor::Reader in{document->body};
    read_head(in, 7, kPushName, city, receipt.server_epoch, receipt.key_id);
    const std::size_t batches = in.array(kPushOpsMax);
    for (std::size_t i = 0; i < batches && in.is_ok(); ++i) {
        receipt.batches.push_back(read_batch_receipt(in));
    }
    const std::size_t refused = in.array(kPushOpsMax);
    for (std::size_t i = 0; i < refused && in.is_ok(); ++i) {
        RefusedBatch batch;
        in.array_of(2);
        batch.hash = in.fixed<32>();
        batch.code = std::string{in.text(kCodeBytesMax)};
        receipt.refused.push_back(std::move(batch));
    }
    if (auto status = in.finish(); !status) return no_receipt(status.error());
    const Status is_signed = check_signature(*document, kPushName, city, receipt.key_id);
    if (!is_signed) return fail(is_signed.error());
    return receipt;
}

Result<BallotReceipt> verify_ballot_receipt(BytesView answer, const CityKeys& city) {
    const auto document = read_document(answer);
    if (!document) return no_receipt(document.error());
    BallotReceipt receipt;
    cbor::Reader in{document->body};
    read_head(in, 7, kBallotName, city, receipt.server_epoch, receipt.key_id);
    const std::size_t count = in.array(kRequestBallotsMax);
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        receipt.outcomes.push_back(read_ballot_outcome(in));
        if (i > 0 && receipt.outcomes[i].hash < receipt.outcomes[i - 1].hash) {
            in.fail(Code::malformed, "outcomes out of order");
        }
    }
    read_padding(in);
    if (auto status = in.finish(); !status) return no_receipt(status.error());
    const Status is_signed = check_signature(*document, kBallotName, city, receipt.key_id);
    if (!is_signed) return fail(is_signed.error());
    return receipt;
}

}  // namespace qp::ops
