// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/signed_document.h"

#include "core/base/cbor.h"
#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {
Bytes signed_part(std::string_view name, BytesView body) {
    return SignedBytes{}.prefix(name).raw(body).take();
}
}  // namespace

Bytes sign_document(const KeyPair& key, std::string_view name, BytesView body) {
    const Signature signature = key.sign(signed_part(name, body));
    return cbor::Writer{}.array(2).bytes(body).bytes(signature).take();
}

Result<SignedDocument> read_document(BytesView bytes) {
    cbor::Reader in{bytes};
    SignedDocument document;
    in.array_of(2);
    document.body = in.bytes();
    document.signature = in.fixed<64>();
    if (auto status = in.finish(); !status) return fail(status.error());
    return document;
}

bool is_signed_by(const SignedDocument& document, std::string_view name, const PublicKey& key) {
    return verify(key, signed_part(name, document.body), document.signature);
}

}  // namespace qp::ops
