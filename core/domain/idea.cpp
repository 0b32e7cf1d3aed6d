// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/idea.h"

#include <array>

#include "core/base/utf8.h"
#include "core/domain/fields.h"

namespace qp::domain {

namespace {

constexpr std::array<std::string_view, 10> kStatusSlugs{
    "submitted", "collected", "dialogue",    "circle",   "kickbox",
    "decided",   "done",      "not_pursued", "declined", "withdrawn"};
constexpr auto kLastStatus = static_cast<std::uint8_t>(IdeaStatus::withdrawn);

IdeaStatus read_status(cbor::Reader& in) {
    return static_cast<IdeaStatus>(read_enum(in, 0, kLastStatus));
}

Bytes encode_steps(const std::vector<IdeaStep>& steps) {
    cbor::Writer out;
    out.array(steps.size());
    for (const IdeaStep& step : steps) {
        out.array(3).uint(static_cast<std::uint8_t>(step.status));
        out.integer(ms(step.at)).text(step.reason);
    }
    return out.take();
}

std::vector<IdeaStep> read_steps(cbor::Reader& in) {
    std::vector<IdeaStep> steps;
    for (std::size_t left = in.array(kIdeaStepsMax); left > 0 && in.is_ok(); --left) {
        in.array_of(3);
        IdeaStep step;
        step.status = read_status(in);
        step.at = read_time(in);
        step.reason = read_text(in, kReasonMax);
        steps.push_back(std::move(step));
    }
    if (steps.empty()) in.fail(Code::malformed, "an idea without a step");
    return steps;
}

}  // namespace

std::string_view slug(IdeaStatus status) {
    return kStatusSlugs[static_cast<std::size_t>(status)];
}

std::optional<IdeaStatus> find_idea_status(std::string_view slug) {
    for (std::size_t i = 0; i < kStatusSlugs.size(); ++i) {
        if (kStatusSlugs[i] == slug) return static_cast<IdeaStatus>(i);
    }
    return std::nullopt;
}

bool is_public(IdeaStatus status) {
    return status >= IdeaStatus::collected && status <= IdeaStatus::not_pursued;
}

bool may_follow(IdeaStatus before, IdeaStatus after) {
    if (before == after || before == IdeaStatus::withdrawn) return false;
    if (after == IdeaStatus::submitted) return false;
    if (after == IdeaStatus::withdrawn || after == IdeaStatus::declined) return true;
    // Into the public eye through the Ideenspeicher only, also after an objection.
    return is_public(before) || after == IdeaStatus::collected;
}

Ring ring_of(IdeaStatus status) {
    switch (status) {
        case IdeaStatus::dialogue:
        case IdeaStatus::circle:
        case IdeaStatus::kickbox:
        case IdeaStatus::decided:
            return Ring::in_progress;
        case IdeaStatus::done:
            return Ring::done;
        default:
            return Ring::collected;
    }
}

std::vector<DraftFault> check(const IdeaDraft& draft) {
    std::vector<DraftFault> faults;
    const std::size_t title = utf8::length(utf8::trimmed(draft.title));
    if (title < kIdeaTitleMin) faults.push_back(DraftFault::title_too_short);
    if (title > kIdeaTitleMax) faults.push_back(DraftFault::title_too_long);
    if (utf8::length(utf8::trimmed(draft.text)) > kIdeaTextMax) {
        faults.push_back(DraftFault::text_too_long);
    }
    if (draft.quarter != kCityScope && !find_quarter(draft.quarter)) {
        faults.push_back(DraftFault::unknown_quarter);
    }
    return faults;
}

IdeaDraft cleaned(IdeaDraft draft) {
    const std::string title = utf8::without_control(draft.title, utf8::LineBreaks::to_space);
    const std::string text = utf8::without_control(draft.text, utf8::LineBreaks::keep);
    draft.title = utf8::trimmed(title);
    draft.text = utf8::trimmed(text);
    if (!is_language_tag(draft.language)) draft.language = "de";
    return draft;
}

Bytes encode(const Idea& idea) {
    FieldsWriter map;
    map.id(0, idea.id);
    map.text(1, idea.title);
    map.text_unless_empty(2, idea.text);
    map.text(3, idea.quarter);
    if (idea.theme) map.text(4, slug(*idea.theme));
    map.text(5, idea.language);
    map.encoded(6, encode_steps(idea.steps));
    map.flag(7, idea.is_demo);
    if (idea.lookup_tag) map.encoded(8, cbor::Writer{}.bytes(*idea.lookup_tag).take());
    if (idea.place) map.encoded(9, encode(*idea.place));
    return map.bytes();
}

Result<Idea> decode_idea(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Idea idea;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                idea.id = in.id<Id>();
                break;
            case 1:
                idea.title = read_text(in, kIdeaTitleMax);
                break;
            case 2:
                idea.text = read_text(in, kIdeaTextMax);
                break;
            case 3:
                idea.quarter = read_quarter(in);
                break;
            case 4:
                idea.theme = find_theme(in.text(64));
                if (!idea.theme) in.fail(Code::malformed, "an unknown theme");
                break;
            case 5:
                idea.language = read_language(in);
                break;
            case 6:
                idea.steps = read_steps(in);
                break;
            case 7:
                idea.is_demo = in.boolean();
                break;
            case 8:
                idea.lookup_tag = in.fixed<16>();
                break;
            case 9:
                idea.place = read_coarse_point(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 3, 5, 6}, "idea");
    if (auto end = in.finish(); !end) return fail(end.error());
    return idea;
}

Bytes encode(const IdeaNotice& notice) {
    FieldsWriter map;
    map.id(0, notice.id);
    map.uint(1, static_cast<std::uint8_t>(notice.status));
    map.time(2, notice.at);
    map.text_unless_empty(3, notice.reason);
    if (notice.lookup_tag) map.encoded(4, cbor::Writer{}.bytes(*notice.lookup_tag).take());
    return map.bytes();
}

Result<IdeaNotice> decode_idea_notice(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    IdeaNotice notice;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                notice.id = in.id<Id>();
                break;
            case 1:
                notice.status = read_status(in);
                break;
            case 2:
                notice.at = read_time(in);
                break;
            case 3:
                notice.reason = read_text(in, kReasonMax);
                break;
            case 4:
                notice.lookup_tag = in.fixed<16>();
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2}, "idea notice");
    if (auto end = in.finish(); !end) return fail(end.error());
    return notice;
}

}  // namespace qp::domain
