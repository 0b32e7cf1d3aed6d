// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/ballot.h"

#include <algorithm>
#include <cassert>

#include "core/ops/ballot_request.h"
#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {

constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kFixedBytes = kBallotBytesMin - kSignatureBytes;  // with the length field

Bytes laid_out(const CityId& city, const Ballot& ballot) {
    SignedBytes out;
    out.u8(kSuite).id(city).id(ballot.poll).id(ballot.event).raw(ballot.nullifier);
    out.u32(ballot.revision).u8(ballot.choice);
    out.u16(static_cast<std::uint16_t>(ballot.credential.size())).raw(BytesView{ballot.credential});
    return out.take();
}

Bytes signed_part(BytesView before_signature) {
    return SignedBytes{}.prefix("qp1/ballot").raw(before_signature).take();
}

// Takes fields off the front of a fixed layout. REQUIRES: there are that many bytes.
class Fields {
public:
    explicit Fields(BytesView bytes) : rest_{bytes} {}
    BytesView take(std::size_t size) {
        const BytesView field = rest_.first(size);
        rest_ = rest_.subspan(size);
        return field;
    }
    std::uint32_t number(std::size_t size) {
        std::uint32_t value = 0;
        for (const std::uint8_t byte : take(size)) value = (value << 8) | byte;
        return value;
    }

private:
    BytesView rest_;
};

}  // namespace

KeyPair nullifier_key(const BallotSecret& secret, const CityId& city, const Id& poll) {
    const Bytes info = SignedBytes{}.prefix("qp1/nullifier").id(poll).take();
    return KeyPair::from_seed(hkdf_sha256(secret, city.view(), info));
}

Hash ballot_hash(BytesView ballot) {
    const std::size_t size =
        ballot.size() >= kBallotBytesMin ? ballot.size() - kSignatureBytes : ballot.size();
    return Sha256{}.add_prefix("qp1/ballot-hash").add(ballot.first(size)).finish();
}

SignedBallot sign_ballot(const CityId& city, const KeyPair& key, Ballot ballot) {
    assert(ballot.credential.size() <= kCredentialBytesMax);
    assert(ballot.revision > 0);
    ballot.nullifier = key.public_key();
    SignedBallot result;
    result.bytes = laid_out(city, ballot);
    const Signature signature = key.sign(signed_part(result.bytes));
    result.bytes.insert(result.bytes.end(), signature.begin(), signature.end());
    result.hash = ballot_hash(result.bytes);
    result.ballot = std::move(ballot);
    return result;
}

Result<SignedBallot> decode_ballot(BytesView bytes, const CityId& city) {
    if (bytes.size() < kBallotBytesMin) return fail(Code::malformed, "too short for a ballot");
    if (bytes.size() > kBallotBytesMax) return fail(Code::too_large, "too long for a ballot");
    Fields fields{bytes};
    if (fields.number(1) != kSuite) return fail(Code::malformed, "an unknown suite");
    if (*CityId::from_bytes(fields.take(16)) != city) {
        return fail(Code::wrong_city, "a ballot for another city");
    }
    SignedBallot result;
    Ballot& ballot = result.ballot;
    ballot.poll = *Id::from_bytes(fields.take(16));
    ballot.event = *Id::from_bytes(fields.take(16));
    ballot.nullifier = *to_array<32>(fields.take(32));
    ballot.revision = fields.number(4);
    ballot.choice = static_cast<std::uint8_t>(fields.number(1));
    const std::size_t credential_size = fields.number(2);
    if (bytes.size() != kBallotBytesMin + credential_size) {
        return fail(Code::malformed, "a ballot of another length than it says");
    }
    if (ballot.revision == 0) return fail(Code::malformed, "revisions count from 1");
    const BytesView credential = fields.take(credential_size);
    ballot.credential.assign(credential.begin(), credential.end());
    const Signature signature = *to_array<kSignatureBytes>(fields.take(kSignatureBytes));
    const BytesView before_signature = bytes.first(kFixedBytes + credential_size);
    if (!verify(ballot.nullifier, signed_part(before_signature), signature)) {
        return fail(Code::bad_signature, "a ballot that its nullifier did not sign");
    }
    result.hash = ballot_hash(bytes);
    result.bytes.assign(bytes.begin(), bytes.end());
    return result;
}

bool supersedes(std::uint32_t revision_a, const Hash& hash_a, std::uint32_t revision_b,
                const Hash& hash_b) {
    if (revision_a != revision_b) return revision_a > revision_b;
    return hash_a < hash_b;
}

bool supersedes(const SignedBallot& a, const SignedBallot& b) {
    return supersedes(a.ballot.revision, a.hash, b.ballot.revision, b.hash);
}

}  // namespace qp::ops
