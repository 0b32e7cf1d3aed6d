// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/bundles/answer_store.h"

#include <algorithm>
#include <filesystem>

#include "core/ops/pull.h"
#include "native/files.h"

namespace qp::city::bundles {

namespace {

namespace fs = std::filesystem;

constexpr const char* kEnding = ".sealed";
constexpr std::size_t kSmallFileBytesMax = 4096;
// What a return's document still has room for beside its answers: keys, scopes, heads.
constexpr std::size_t kAnswersBytesMax = ops::kReturnDocumentBytesMax - (1u << 20);

struct Kept {
    std::string path;
    fs::file_time_type at;
};

std::vector<Kept> newest_first(const std::string& folder) {
    std::vector<Kept> kept;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, error}) {
        if (entry.path().extension() != kEnding) continue;
        const auto at = entry.last_write_time(error);
        if (!error) kept.push_back({entry.path().string(), at});
    }
    std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) {
        return a.at != b.at ? a.at > b.at : a.path < b.path;
    });
    return kept;
}

Result<std::string> text_or_empty(const std::string& path) {
    auto text = native::read_text(path, kSmallFileBytesMax);
    if (!text && text.error().code == Code::not_found) return std::string{};
    return text;
}

}  // namespace

std::string AnswerStore::folder_of(const ops::PublicKey& kiosk) const {
    return folder_ + "/" + to_hex(kiosk);
}

Status AnswerStore::keep(const ops::BundleLabel& label, BytesView sealed) const {
    const std::string folder = folder_of(label.kiosk);
    if (auto made = native::make_folder(folder); !made) return made;
    auto written = native::write_durably(
        folder + "/scopes", as_bytes(ops::join_scopes(label.scopes)), native::Access::owner);
    if (!written) return written;
    written = native::write_durably(folder + "/" + label.id.hex() + kEnding, sealed,
                                    native::Access::owner);
    if (!written) return written;
    const std::vector<Kept> kept = newest_first(folder);
    std::error_code error;
    for (std::size_t i = kAnswersKept; i < kept.size(); ++i) fs::remove(kept[i].path, error);
    return {};
}

Result<std::vector<Bytes>> AnswerStore::answers(const ops::PublicKey& kiosk) const {
    std::vector<Bytes> answers;
    std::size_t bytes = 0;
    for (const Kept& kept : newest_first(folder_of(kiosk))) {
        auto answer = native::read_bytes(kept.path, kAnswersBytesMax);
        if (!answer) return fail(answer.error());
        bytes += answer->size() + 5;  // the head of its byte string
        if (bytes > kAnswersBytesMax || answers.size() == ops::kReturnAnswersMax) break;
        answers.push_back(std::move(*answer));
    }
    return answers;
}

Result<std::vector<std::string>> AnswerStore::scopes(const ops::PublicKey& kiosk) const {
    const auto text = text_or_empty(folder_of(kiosk) + "/scopes");
    if (!text) return fail(text.error());
    if (text->empty()) return std::vector<std::string>{};
    return ops::parse_scopes(*text);
}

Result<std::uint64_t> AnswerStore::next_version(Instant now) const {
    const std::string path = folder_ + "/version";
    const auto text = text_or_empty(path);
    if (!text) return fail(text.error());
    // Whatever does not count as a number was written by nobody of ours: the clock stands in.
    const std::uint64_t last = std::strtoull(text->c_str(), nullptr, 10);
    const std::uint64_t version =
        std::max(static_cast<std::uint64_t>(std::max<std::int64_t>(ms(now), 0)), last + 1);
    if (auto made = native::make_folder(folder_); !made) return fail(made.error());
    auto written =
        native::write_durably(path, as_bytes(std::to_string(version)), native::Access::owner);
    if (!written) return fail(written.error());
    return version;
}

}  // namespace qp::city::bundles
