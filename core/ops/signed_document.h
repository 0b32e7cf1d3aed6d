// SPDX-License-Identifier: EUPL-1.2
// What the city signs: CBOR [body bstr, signature]. The body is the canonical CBOR of an array that
// opens with the document's name, the suite and the city; the signature is over name ‖ 0x00 ‖ body
// as it came, so nothing is ever encoded again to check it.
#pragma once

#include <string_view>

#include "core/ops/crypto.h"

namespace qp::ops {

Bytes sign_document(const KeyPair& key, std::string_view name, BytesView body);

struct SignedDocument {
    BytesView body;  // within the bytes given
    Signature signature{};
};
// malformed unless the two parts are there. The signature is not checked: who must have signed
// often stands in the body.
Result<SignedDocument> read_document(BytesView bytes);
bool is_signed_by(const SignedDocument& document, std::string_view name, const PublicKey& key);

}  // namespace qp::ops
