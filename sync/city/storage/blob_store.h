// SPDX-License-Identifier: EUPL-1.2
// Photos as files, sealed as they came: FOLDER/HASH once complete, FOLDER/HASH.part until then.
// Folders appear with the first photo. Which contribution a photo belongs to is the operation log's
// to know. One thread owns a BlobStore; the editors' program reads beside it.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/ops/crypto.h"

namespace qp::city::storage {

class BlobStore {
public:
    explicit BlobStore(std::string folder) : folder_{std::move(folder)} {}

    // Adds what is new in a piece and returns how many bytes are there. A piece that begins behind
    // them adds nothing. Not durable before finish(): a crash costs some pieces, never a blob.
    Result<std::uint64_t> append(const ops::Hash& hash, std::uint64_t offset, BytesView piece);
    // Durable under its name when this returns. bad_signature: the bytes are not those of `hash`;
    // they are gone then.
    Status finish(const ops::Hash& hash);
    // not_found.
    Result<Bytes> read(const ops::Hash& hash) const;
    // Whatever there is of it. Nothing is no error.
    Status remove(const ops::Hash& hash);
    // Parts that nobody has gone on with for a week.
    void sweep(Instant now);

private:
    std::string path(const ops::Hash& hash) const { return folder_ + "/" + to_hex(hash); }

    std::string folder_;
};

}  // namespace qp::city::storage
