// SPDX-License-Identifier: EUPL-1.2
// What people entered on this device: precious, in a file of its own, never replaced by a snapshot.
// "Saved" is a value that only a durable commit here makes, so that no screen can claim it early.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/ports.h"
#include "core/base/result.h"
#include "core/domain/idea.h"
#include "core/domain/report.h"
#include "core/ops/ballot.h"
#include "core/ops/batch.h"
#include "core/ops/blob.h"
#include "core/ops/city_keys.h"
#include "core/ops/payloads.h"
#include "core/ops/receipt.h"
#include "core/store/database.h"

namespace qp::store {

// Free room where the database lies. A full disk must refuse before anybody reads "saved".
class Room {
public:
    virtual ~Room() = default;
    virtual std::uint64_t free_bytes() = 0;
};
inline constexpr std::uint64_t kReserveBytesMin = 16u << 20;

// Proof of a durable commit. Made by Local alone.
class Saved {
public:
    const Id& id() const { return id_; }  // of the contribution
    const std::string& receipt_code() const {
        return code_;
    }  // "XXXX-XXXX-XXXX"; empty for ballots

    bool operator==(const Saved&) const = default;

private:
    friend class Local;
    Saved(Id id, std::string code) : id_{id}, code_{std::move(code)} {}
    Id id_;
    std::string code_;
};

// Where a contribution stands, as far as this device knows.
enum class Delivery : std::uint8_t {
    saved = 0,     // committed here
    received = 1,  // the city signed for it
    refused = 2,   // listed for a person to see (dead letter)
    at_relay = 3,  // a relay of the city keeps it and passes it on; it is kept here as well
};

struct OwnIdea {
    Id id;
    domain::IdeaDraft draft;  // empty on a kiosk, which seals it at once
    std::string receipt_code;
    Instant saved_at{};
    Delivery delivery = Delivery::saved;
    std::string refusal;  // protocol code where refused
    bool is_withdrawn = false;
    bool never_arrived = false;  // the idea itself was refused, not what came after it

    // The city has it or will have it; likewise for an edit.
    bool can_be_withdrawn() const { return !is_withdrawn && !never_arrived; }
};

// An operation on its way. `batch` is signed and stays byte for byte as it was first made.
struct Pending {
    std::int64_t number = 0;  // local order
    Bytes batch;              // core/ops/batch.h
};
struct PendingBallot {
    ops::Hash hash{};
    Bytes ballot;  // core/ops/ballot.h
    Instant not_before{};
    bool is_live = false;  // cast without a delay, in a live session
};

// One that the city refused for good (dead letter): what a person may see of it, and try again.
struct RefusedContribution {
    ops::Hash hash{};                   // of its batch, or the ballot's
    std::optional<ops::OpType> type;    // unset: a ballot
    std::optional<Instant> written_at;  // to the hour; ballots carry no time
    std::string code;                   // protocol code
    // The idea that it belongs to or reports, or what the ballot was cast on; only where this
    // device knows its author: a phone's own, nothing on a kiosk.
    std::optional<Id> about;
};

// A photo of an idea that the city has received. It goes out piece by piece.
struct PendingPhoto {
    std::int64_t number = 0;  // local order
    ops::Hash hash{};
    ops::BlobOwner owner;
    ops::Signature signature{};
    std::uint64_t size = 0;
    std::uint64_t received = 0;  // how far the city had got
};

enum class DeviceKind : std::uint8_t { kiosk, phone };

class Local {
public:
    static Result<Local> open(const std::string& path, DeviceKind kind, Random& random,
                              Clock& clock, Room& room);
    Local(Local&&) noexcept;
    Local& operator=(Local&&) noexcept;
    ~Local();

    // City keys: needed before anything can be sealed and saved.
    Status set_city(const ops::CityKeys& keys);
    Result<std::optional<ops::CityKeys>> city();

    // Makes the next idea's receipt code ahead of time: its tag takes some 10 ms, which nobody
    // should wait for at the press. Call it when a screen for writing opens; save_idea does
    // without.
    Status prepare();
    // Errors: no_space, bad_argument (check(draft) is not empty), unavailable (no city keys yet).
    // `photos`: at most ops::kPhotosMax images (core/ops/image.h), cleaned and sealed here; for one
    // that is none of ours bad_argument, too_large or malformed, and nothing is saved.
    Result<Saved> save_idea(const domain::IdeaDraft& draft, const std::vector<Bytes>& photos = {});
    Result<Saved> withdraw_idea(const Id& idea);  // phone: its author's key is here
    // Phone: the text anew, in the same chain; its code and photos stay. Errors as save_idea's;
    // bad_argument also for one that is withdrawn or was refused, and on a kiosk, which keeps no
    // text. What stands there already is not sent again.
    Result<Saved> edit_idea(const Id& idea, const domain::IdeaDraft& draft);
    // Tells the editors what is wrong with a public idea. Errors as save_idea's. What this device
    // (on a kiosk: this session) has reported already is not sent again.
    Result<Saved> report_idea(const Id& idea, const domain::ReportDraft& draft);
    // How far such a report has got; unset: there is none.
    Result<std::optional<Delivery>> reported(const Id& idea);
    Result<std::vector<Id>> reported_ideas();  // on a kiosk those of the session
    // Support (choice 1, or 0 to take it back) or a thesis answer (1 … 5; 0 takes it back). On a
    // kiosk the ballot secret is the session's (new_session); on a phone it lasts. `delay_max`: the
    // ballot waits for a time drawn up to it, and never longer, whatever becomes of the clock;
    // unset in a live session (domain::ballot_delay).
    Result<Saved> cast(const Id& poll, std::uint8_t choice, std::optional<Milliseconds> delay_max);
    // What this person chose so far: on a kiosk within the session, on a phone always.
    Result<std::optional<std::uint8_t>> choice(const Id& poll);
    // Kiosk: forgets the session's ballot secret, choices and drafts. What was saved stays queued.
    Status new_session();

    Result<std::vector<OwnIdea>> own_ideas();  // newest first; on a kiosk those of the session
    Result<std::optional<OwnIdea>> own_idea(const Id& id);

    // A half-written idea, kept while its author is here.
    Status keep_draft(const domain::IdeaDraft& draft);
    Result<std::optional<domain::IdeaDraft>> draft();
    Status drop_draft();

    // Outbox, for the replica.
    // Ascending by number, only those above `after_number`.
    Result<std::vector<Pending>> unsent(std::uint32_t operations_max, std::size_t bytes_max,
                                        std::int64_t after_number = 0);
    // Those that nobody has taken yet, by hash; next_ballot_at: the first of them.
    Result<std::vector<PendingBallot>> unsent_ballots(std::uint32_t limit, Instant now);
    // `now` where one is due. Void once the clock is set back.
    Result<std::optional<Instant>> next_ballot_at(Instant now);
    // Those that a relay keeps and the city has not signed for, by hash, above `after`.
    Result<std::vector<PendingBallot>> ballots_at_relay(std::uint32_t limit,
                                                        const ops::Hash& after);
    // For what is carried by hand: every ballot without the city's receipt, by hash, whether it is
    // held back or lies at a relay.
    Result<std::vector<PendingBallot>> ballots_without_receipt();
    // The first with a higher number. One waits until its idea has been received.
    Result<std::optional<PendingPhoto>> next_photo(std::int64_t after_number);
    Result<Bytes> photo_piece(const ops::Hash& hash, std::uint64_t offset, std::size_t count);
    // From a verified receipt: how far it has got, or that it is complete.
    Status mark(const ops::BlobReceipt& receipt);
    // Marks by (author, epoch, seq) from a verified receipt. Unknown keys are passed over.
    Status mark(const ops::PushReceipt& receipt);
    Status mark(const ops::BallotReceipt& receipt);
    // A relay keeps them. They go on waiting for the city's receipt: nothing else changes.
    Status mark_at_relay(const std::vector<std::int64_t>& numbers);
    Status mark_ballots_at_relay(const std::vector<ops::Hash>& hashes);
    // Kiosk, relay: for each of these closed polls of which no ballot waits here any more, queues
    // the report that it is drained, in the lasting chain of `device`. Once for each number of
    // ballots passed on, and `again` each day (the city may have heard it before the close, by a
    // clock that was ahead). A chain that the city refused as a fork (a cloned or restored disk)
    // goes on under a new epoch. Returns how many were queued.
    struct BallotCounts {
        std::uint64_t waiting = 0;
        std::uint64_t passed_on = 0;  // received by the city
    };
    struct ClosedPoll {
        Id poll;
        bool again = false;
        BallotCounts carried;  // a relay: for others, beside what this file holds
    };
    // `epoch`: of the city whose receipts say so.
    Result<std::uint32_t> report_drained(const ops::KeyPair& device,
                                         const std::optional<ops::ServerEpoch>& epoch,
                                         const std::vector<ClosedPoll>& polls);
    // What is free where this file lies.
    std::uint64_t free_bytes();
    // Kiosk, relay: queues what it says of itself, in the same chain. False on a full disk: ideas
    // and ballots come first.
    Result<bool> report_health(const ops::KeyPair& device, const ops::KioskHealth& health);
    // After a server epoch change everything received within the retention goes out again, and what
    // was refused as a conflict: the other one may be what the restored city has lost.
    Status resend_all();
    // The city answered: counts `now`'s day, once. What has been received is kept for 90 such days;
    // by days that really came, since a clock that is ahead must not end the retention.
    Status city_answered(Instant now);

    struct Counts {
        std::uint32_t waiting = 0;   // operations and ballots without the city's receipt
        std::uint32_t at_relay = 0;  // of these, those that a relay keeps
        std::uint32_t refused = 0;
    };
    Result<Counts> counts();
    // Operations as they were saved, then ballots by hash.
    Result<std::vector<RefusedContribution>> refused(std::uint32_t limit);
    // It goes out again with what waits, byte for byte. not_found: it is not among the refused.
    Status retry(const ops::Hash& refused);
    // A phone: its author lets it go, and what is shown is what the city has: a refused idea is
    // gone with its text, one whose withdrawal was refused is there again, and a choice is the one
    // that was received before. not_found: it is not among the refused. bad_argument: a kiosk,
    // where it is somebody else's.
    Status let_go(const ops::Hash& refused);

    // Small settings: language, followed quarter. Not for secrets.
    Status set_setting(std::string_view key, std::string_view value);
    Result<std::optional<std::string>> setting(std::string_view key);
    // Everything of the person on this device: own ideas, keys, ballots, drafts, settings. Sealed
    // operations that wait for the city stay: nobody here can read them, and they were said to be
    // saved.
    Status erase_person();

    Database& database();

private:
    struct Impl;
    explicit Local(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::store
