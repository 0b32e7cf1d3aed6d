// SPDX-License-Identifier: EUPL-1.2
// SHA-256 of whole files: of a snapshot's 90 MB on their way to a new kiosk, which waits for them.
// OpenSSL uses the processor's own instructions; the core's (libsodium's, which runs in a browser
// as well) is portable C and took a fifth of a new kiosk's first fetch.
#pragma once

#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::native {

class FileHash {
public:
    FileHash();
    FileHash(FileHash&&) noexcept;
    ~FileHash();

    void add(BytesView bytes);
    // Once; nothing can be added afterwards.
    ByteArray<32> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Errors as read_pieces (files.h).
Result<ByteArray<32>> hash_of_file(const std::string& path);

}  // namespace qp::native
