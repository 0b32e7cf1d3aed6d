// SPDX-License-Identifier: EUPL-1.2
// What stands in the payloads of operations. Maps with small integer keys: a newer version may add
// keys, and an older reader passes over them. Limits here keep memory bounded; whether a title is
// long enough is the domain's to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/domain/coarse_point.h"
#include "core/ops/blob.h"
#include "core/ops/operation.h"
#include "core/ops/receipt_code.h"

namespace qp::ops {

inline constexpr std::size_t kTextBytesMax = 32 * 1024;
inline constexpr std::size_t kShortTextBytesMax = 1024;

// Sealed.
struct IdeaSubmit {
    static constexpr OpType kType = OpType::idea_submit;
    Id idea;  // random
    std::string title;
    std::string text;
    std::string quarter;  // slug or "city"
    std::string theme;    // slug or empty
    std::string language;
    LookupTag lookup_tag{};
    std::vector<Hash> photos;  // blobs (core/ops/blob.h), at most kPhotosMax; with some: version 2
    std::optional<domain::CoarsePoint> place{};  // with one: version 3
    bool operator==(const IdeaSubmit&) const = default;

    std::uint8_t version() const { return place ? 3 : photos.empty() ? 1 : 2; }
};

// Sealed, in the chain of the idea's author. All of the new text and its place, not a difference.
struct IdeaEdit {
    static constexpr OpType kType = OpType::idea_edit;
    Id idea;
    std::string title;
    std::string text;
    std::string quarter;
    std::string theme;
    std::string language;
    std::optional<domain::CoarsePoint> place{};  // with one: version 2; without: it has none now
    bool operator==(const IdeaEdit&) const = default;

    std::uint8_t version() const { return place ? 2 : 1; }
};

// Sealed, in the chain of the idea's author.
struct IdeaWithdraw {
    static constexpr OpType kType = OpType::idea_withdraw;
    Id idea;
    bool operator==(const IdeaWithdraw&) const = default;
};

// Sealed: somebody points at something that should not stand there.
struct Report {
    static constexpr OpType kType = OpType::report;
    std::uint8_t subject_kind = 0;  // domain::EntityKind
    Id subject;
    std::string reason;  // slug
    std::string text;    // may be empty
    bool operator==(const Report&) const = default;
};

// Plain, from an innovator's lasting key.
struct ProjectUpdateOp {
    static constexpr OpType kType = OpType::project_update;
    Id project;
    Id update;
    std::string title;
    std::string text;
    std::optional<std::uint8_t> stage;                    // domain::Stage where it moves
    std::optional<std::vector<std::string>> help_wanted;  // the new list where it changes
    std::string language;
    bool operator==(const ProjectUpdateOp&) const = default;
};

// Plain, from a staff member's lasting key.
struct StaffDecision {
    static constexpr OpType kType = OpType::staff_decision;
    std::uint8_t subject_kind = 0;  // domain::EntityKind
    Id subject;
    std::uint8_t status = 0;  // domain::IdeaStatus for an idea
    std::string reason;
    std::string language;
    bool operator==(const StaffDecision&) const = default;
};

// Plain, from a kiosk's lasting key. Nothing about residents.
struct KioskHealth {
    static constexpr OpType kType = OpType::kiosk_health;
    std::string program_version;
    std::uint64_t uptime_s = 0;
    std::uint64_t waiting = 0;  // contributions without receipt
    std::uint64_t refused = 0;
    std::uint64_t disk_free_bytes = 0;
    std::uint64_t database_bytes = 0;
    // The cursor of what it has pulled completely, byte for byte as the city made it: only the city
    // looks into a cursor, and sees from it whether what was erased is erased there as well. Empty:
    // it is about to start anew, or an older program.
    Bytes pulled{};
    bool operator==(const KioskHealth&) const = default;
};

// Plain: an enrolled kiosk or relay has passed on every ballot of a closed poll.
struct PollDrained {
    static constexpr OpType kType = OpType::poll_drained;
    Id poll;
    std::uint64_t ballots = 0;
    // Of the city that signed for them: one that was restored since may lack them. Unset: an older
    // device.
    std::optional<ServerEpoch> server_epoch{};
    bool operator==(const PollDrained&) const = default;
};

Bytes encode(const IdeaSubmit& payload);
Bytes encode(const IdeaEdit& payload);
Bytes encode(const IdeaWithdraw& payload);
Bytes encode(const Report& payload);
Bytes encode(const ProjectUpdateOp& payload);
Bytes encode(const StaffDecision& payload);
Bytes encode(const KioskHealth& payload);
Bytes encode(const PollDrained& payload);

// malformed: not such a map, a field missing, of another type or beyond its limit.
Result<IdeaSubmit> decode_idea_submit(BytesView bytes);
Result<IdeaEdit> decode_idea_edit(BytesView bytes);
Result<IdeaWithdraw> decode_idea_withdraw(BytesView bytes);
Result<Report> decode_report(BytesView bytes);
Result<ProjectUpdateOp> decode_project_update(BytesView bytes);
Result<StaffDecision> decode_staff_decision(BytesView bytes);
Result<KioskHealth> decode_kiosk_health(BytesView bytes);
Result<PollDrained> decode_poll_drained(BytesView bytes);

}  // namespace qp::ops
