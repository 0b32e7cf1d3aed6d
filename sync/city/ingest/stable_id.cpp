// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/stable_id.h"

#include "core/ops/crypto.h"

namespace qp::city::ingest {

Id stable_id(std::string_view kind, std::string_view source, std::string_view key) {
    ops::Sha256 hash;
    hash.add_prefix("qp1/import").add_prefix(kind).add_prefix(source).add(as_bytes(key));
    return *Id::from_bytes(BytesView{hash.finish()}.first(16));
}

}  // namespace qp::city::ingest
