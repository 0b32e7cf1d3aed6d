// SPDX-License-Identifier: EUPL-1.2
#include "native/file_hash.h"

#include <openssl/evp.h>

#include <cstdlib>

#include "native/files.h"

namespace qp::native {

namespace {

// None of these fails but for want of memory.
void must(int done) {
    if (done != 1) std::abort();
}

}  // namespace

struct FileHash::Impl {
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    Impl() { must(context != nullptr ? EVP_DigestInit_ex(context, EVP_sha256(), nullptr) : 0); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { EVP_MD_CTX_free(context); }
};

FileHash::FileHash() : impl_{std::make_unique<Impl>()} {}
FileHash::FileHash(FileHash&&) noexcept = default;
FileHash::~FileHash() = default;

void FileHash::add(BytesView bytes) {
    must(EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size()));
}

ByteArray<32> FileHash::finish() {
    ByteArray<32> hash{};
    must(EVP_DigestFinal_ex(impl_->context, hash.data(), nullptr));
    return hash;
}

Result<ByteArray<32>> hash_of_file(const std::string& path) {
    FileHash hash;
    auto read = read_pieces(path, [&](BytesView piece) {
        hash.add(piece);
        return Status{};
    });
    if (!read) return fail(read.error());
    return hash.finish();
}

}  // namespace qp::native
