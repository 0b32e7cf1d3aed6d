// SPDX-License-Identifier: EUPL-1.2
// An entry of the Ideenspeicher, and the rules for what a resident may submit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/coarse_point.h"
#include "core/domain/place.h"
#include "core/domain/theme.h"

namespace qp::domain {

// The way of an idea (Ideenspeicher → D.I.V. → Innovationszirkel → decision). Each step has a date
// and a reason. Numbers stand in files: they never change.
enum class IdeaStatus : std::uint8_t {
    submitted = 0,    // waits for the editors; known to its author and the city only
    collected = 1,    // public in the Ideenspeicher
    dialogue = 2,     // D.I.V.
    circle = 3,       // Innovationszirkel works on it
    kickbox = 4,      // somebody tries it out
    decided = 5,      // Verwaltungsvorstand or Stadtrat has decided for it
    done = 6,         // put into practice
    not_pursued = 7,  // public, with the reason why it goes no further
    declined = 8,     // not published, with a reason for its author
    withdrawn = 9,    // taken back by its author
};
std::string_view slug(IdeaStatus status);
std::optional<IdeaStatus> find_idea_status(std::string_view slug);
bool is_public(IdeaStatus status);
// Whether an idea may go from one to the other. Editors may correct a step back among public ones,
// take a public one down (declined), and publish a declined one after an objection. Withdrawn is
// the end.
bool may_follow(IdeaStatus before, IdeaStatus after);

// Rings of the Themenradar, from outside in.
enum class Ring { collected, in_progress, done };
Ring ring_of(IdeaStatus status);

struct IdeaStep {
    IdeaStatus status = IdeaStatus::collected;
    Instant at{};
    std::string reason;  // plain text in the idea's language, may be empty for `collected`
    bool operator==(const IdeaStep&) const = default;
};

using LookupTag = ByteArray<16>;

struct Idea {
    Id id;
    std::string title;
    std::string text;
    std::string quarter;         // slug, or kCityScope
    std::optional<Theme> theme;  // unset until an editor or the author chose one
    std::string language = "de";
    std::vector<IdeaStep> steps;  // oldest first, never empty
    bool is_demo = false;         // invented, shown as such
    // Of its author's receipt code: with the code, its status is found wherever the idea is held.
    std::optional<LookupTag> lookup_tag{};
    std::optional<CoarsePoint> place{};  // where it is meant, if its author said so
    bool operator==(const Idea&) const = default;

    IdeaStatus status() const {
        return steps.empty() ? IdeaStatus::submitted : steps.back().status;
    }
    Instant published_at() const { return steps.empty() ? Instant{} : steps.front().at; }
};

// What an author learns of an idea that did not become public. Carries no text of the idea.
struct IdeaNotice {
    Id id;
    IdeaStatus status = IdeaStatus::declined;
    Instant at{};
    std::string reason;
    std::optional<LookupTag> lookup_tag{};  // as Idea's
    bool operator==(const IdeaNotice&) const = default;
};

inline constexpr std::size_t kIdeaTitleMax = 120;  // code points
inline constexpr std::size_t kIdeaTextMax = 4000;
inline constexpr std::size_t kIdeaTitleMin = 3;
inline constexpr std::size_t kReasonMax = 2000;
inline constexpr std::size_t kIdeaStepsMax = 64;

// What a person has written so far.
struct IdeaDraft {
    std::string title;
    std::string text;
    std::string quarter;
    std::optional<Theme> theme;
    std::string language = "de";
    std::optional<CoarsePoint> place{};
    bool operator==(const IdeaDraft&) const = default;
};

enum class DraftFault { title_too_short, title_too_long, text_too_long, unknown_quarter };
// Empty when the draft may be submitted. Lengths are counted after trimming.
std::vector<DraftFault> check(const IdeaDraft& draft);
// Without control characters and outer blanks; paragraphs of the text stay.
IdeaDraft cleaned(IdeaDraft draft);

Bytes encode(const Idea& idea);
Result<Idea> decode_idea(BytesView payload);
Bytes encode(const IdeaNotice& notice);
Result<IdeaNotice> decode_idea_notice(BytesView payload);

}  // namespace qp::domain
