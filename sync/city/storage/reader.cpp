// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/reader.h"

namespace qp::city::storage {

namespace {

constexpr std::size_t kJobsMax = 256;

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::string& content_path, Threads threads) {
    auto content = store::Content::open(content_path);
    if (!content) return fail(content.error());
    return std::unique_ptr<Reader>{new Reader{std::move(*content), threads}};
}

Reader::Reader(store::Content content, Threads threads)
    : content_{std::move(content)}, worker_{kJobsMax, threads} {}

bool Reader::post(Job job) {
    return worker_.post([this, job = std::move(job)] { job(content_); });
}

}  // namespace qp::city::storage
