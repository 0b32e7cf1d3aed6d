// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/draft_link.h"

#include "core/base/cbor.h"
#include "core/base/utf8.h"
#include "core/domain/place.h"

namespace qp::domain {
namespace {

constexpr std::string_view kDraft = "I-";
constexpr std::string_view kReceipt = "R-";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kLanguageBytesMax = 35;  // BCP 47
constexpr std::uint64_t kVersion = 1;

std::string to_base32(BytesView bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        for (count += 8; count >= 5; count -= 5)
            text.push_back(kAlphabet[(bits >> (count - 5)) & 31u]);
    }
    if (count > 0) text.push_back(kAlphabet[(bits << (5 - count)) & 31u]);
    return text;
}

std::optional<Bytes> from_base32(std::string_view text) {
    Bytes bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const std::size_t value = kAlphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 5) | static_cast<std::uint32_t>(value);
        count += 5;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::uint8_t>(bits >> count));
    }
    return bytes;
}

}  // namespace

Result<std::string> draft_fragment(const IdeaDraft& draft) {
    const std::string theme{draft.theme ? slug(*draft.theme) : std::string_view{}};
    const Bytes bytes = cbor::Writer{}
                            .array(6)
                            .uint(kVersion)
                            .text(draft.title)
                            .text(draft.text)
                            .text(draft.quarter)
                            .text(theme)
                            .text(draft.language)
                            .take();
    if (bytes.size() > kDraftBytesMax) return fail(Code::no_space, "a draft longer than a code");
    return std::string{kDraft} + to_base32(bytes);
}

Result<IdeaDraft> read_draft_fragment(std::string_view fragment) {
    if (fragment.substr(0, kDraft.size()) != kDraft)
        return fail(Code::malformed, "no draft's fragment");
    fragment.remove_prefix(kDraft.size());
    const auto bytes = from_base32(fragment);
    if (!bytes || bytes->size() > kDraftBytesMax) return fail(Code::malformed, "no base32");
    cbor::Reader in{*bytes};
    in.array_of(6);
    if (in.uint() != kVersion && in.is_ok()) in.fail(Code::malformed, "a draft of another version");
    IdeaDraft draft;
    draft.title = in.text();
    draft.text = in.text();
    const std::string_view quarter = in.text();
    const std::string_view theme = in.text();
    draft.language = in.text(kLanguageBytesMax);
    if (auto read = in.finish(); !read) return fail(read.error());
    if (utf8::length(draft.title) > kIdeaTitleMax || utf8::length(draft.text) > kIdeaTextMax)
        return fail(Code::malformed, "a draft that is too long");
    if (quarter == kCityScope || find_quarter(quarter)) draft.quarter = quarter;
    draft.theme = find_theme(theme);
    return draft;
}

std::string receipt_fragment(std::string_view shown_code) {
    return std::string{kReceipt}.append(shown_code);
}

}  // namespace qp::domain
