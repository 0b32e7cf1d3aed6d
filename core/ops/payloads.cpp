// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/payloads.h"

#include "core/base/cbor.h"
#include "core/ops/pull.h"

namespace qp::ops {

namespace {

constexpr std::size_t kSlugBytesMax = 64;
constexpr std::size_t kLanguageBytesMax = 35;
constexpr std::size_t kListMax = 32;
constexpr std::uint64_t kPlaceKey = 8;  // of submitting and editing alike

std::string read_text(cbor::Reader& in, std::size_t bytes_max) {
    return std::string{in.text(bytes_max)};
}

Bytes read_bytes(cbor::Reader& in, std::size_t bytes_max) {
    const BytesView bytes = in.bytes(bytes_max);
    return {bytes.begin(), bytes.end()};
}

// Reads a map with small keys. `read_field(key)` reads the value of a known key, or returns false
// for one that a newer version added. All of keys 0 … required - 1 must be there.
template <class ReadField>
Status read_map(BytesView bytes, unsigned required, ReadField read_field) {
    cbor::Reader in{bytes};
    unsigned seen = 0;
    const std::size_t count = in.map();
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        if (in.peek() != cbor::Kind::unsigned_integer) {
            in.skip();
            in.skip();
            continue;
        }
        const std::uint64_t key = in.uint();
        if (!read_field(key, in)) in.skip();
        if (key < required) ++seen;  // keys ascend: none is counted twice
    }
    if (in.is_ok() && seen != required) in.fail(Code::malformed, "a field is missing");
    return in.finish();
}

template <class Payload, class ReadField>
Result<Payload> read_payload(BytesView bytes, unsigned required, ReadField read_field) {
    Payload payload;
    const Status status = read_map(bytes, required, [&](std::uint64_t key, cbor::Reader& in) {
        return read_field(payload, key, in);
    });
    if (!status) return fail(status.error());
    return payload;
}

// What submitting and editing have in common: keys 0 to 5, and the place.
template <class Idea>
bool read_idea_field(Idea& idea, std::uint64_t key, cbor::Reader& in) {
    switch (key) {
        case 0:
            idea.idea = in.id<Id>();
            return true;
        case 1:
            idea.title = read_text(in, kShortTextBytesMax);
            return true;
        case 2:
            idea.text = read_text(in, kTextBytesMax);
            return true;
        case 3:
            idea.quarter = read_text(in, kSlugBytesMax);
            return true;
        case 4:
            idea.theme = read_text(in, kSlugBytesMax);
            return true;
        case 5:
            idea.language = read_text(in, kLanguageBytesMax);
            return true;
        case kPlaceKey:
            idea.place = domain::read_coarse_point(in);
            return true;
        default:
            return false;
    }
}

template <class Idea>
void write_idea_fields(cbor::Writer& out, const Idea& idea) {
    out.uint(0).id(idea.idea).uint(1).text(idea.title).uint(2).text(idea.text);
    out.uint(3).text(idea.quarter).uint(4).text(idea.theme).uint(5).text(idea.language);
}

template <class Idea>
void write_place(cbor::Writer& out, const Idea& idea) {
    if (idea.place) out.uint(kPlaceKey).encoded(domain::encode(*idea.place));
}

std::vector<std::string> read_list(cbor::Reader& in) {
    std::vector<std::string> list(in.array(kListMax));
    for (std::string& item : list) item = read_text(in, kShortTextBytesMax);
    return list;
}

}  // namespace

Bytes encode(const IdeaSubmit& payload) {
    cbor::Writer out;
    out.map(7 + (payload.photos.empty() ? 0u : 1u) + (payload.place ? 1u : 0u));
    write_idea_fields(out, payload);
    out.uint(6).bytes(payload.lookup_tag);
    if (!payload.photos.empty()) {
        out.uint(7).array(payload.photos.size());
        for (const Hash& photo : payload.photos) out.bytes(photo);
    }
    write_place(out, payload);
    return out.take();
}

Result<IdeaSubmit> decode_idea_submit(BytesView bytes) {
    return read_payload<IdeaSubmit>(bytes, 7, [](IdeaSubmit& it, std::uint64_t key, auto& in) {
        if (key == 7) {
            it.photos.resize(in.array(kPhotosMax));
            for (Hash& photo : it.photos) photo = in.template fixed<32>();
            return true;
        }
        if (key != 6) return read_idea_field(it, key, in);
        it.lookup_tag = in.template fixed<16>();
        return true;
    });
}

Bytes encode(const IdeaEdit& payload) {
    cbor::Writer out;
    out.map(payload.place ? 7 : 6);
    write_idea_fields(out, payload);
    write_place(out, payload);
    return out.take();
}

Result<IdeaEdit> decode_idea_edit(BytesView bytes) {
    return read_payload<IdeaEdit>(bytes, 6, [](IdeaEdit& it, std::uint64_t key, auto& in) {
        return read_idea_field(it, key, in);
    });
}

Bytes encode(const IdeaWithdraw& payload) {
    return cbor::Writer{}.map(1).uint(0).id(payload.idea).take();
}

Result<IdeaWithdraw> decode_idea_withdraw(BytesView bytes) {
    return read_payload<IdeaWithdraw>(bytes, 1, [](IdeaWithdraw& it, std::uint64_t key, auto& in) {
        if (key != 0) return false;
        it.idea = in.template id<Id>();
        return true;
    });
}

Bytes encode(const Report& payload) {
    cbor::Writer out;
    out.map(4).uint(0).uint(payload.subject_kind).uint(1).id(payload.subject);
    return out.uint(2).text(payload.reason).uint(3).text(payload.text).take();
}

Result<Report> decode_report(BytesView bytes) {
    return read_payload<Report>(bytes, 4, [](Report& it, std::uint64_t key, auto& in) {
        switch (key) {
            case 0:
                it.subject_kind = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
                return true;
            case 1:
                it.subject = in.template id<Id>();
                return true;
            case 2:
                it.reason = read_text(in, kSlugBytesMax);
                return true;
            case 3:
                it.text = read_text(in, kTextBytesMax);
                return true;
            default:
                return false;
        }
    });
}

Bytes encode(const ProjectUpdateOp& payload) {
    cbor::Writer out;
    out.map(5 + (payload.stage ? 1u : 0u) + (payload.help_wanted ? 1u : 0u));
    out.uint(0).id(payload.project).uint(1).id(payload.update).uint(2).text(payload.title);
    out.uint(3).text(payload.text).uint(4).text(payload.language);
    if (payload.stage) out.uint(5).uint(*payload.stage);
    if (payload.help_wanted) {
        out.uint(6).array(payload.help_wanted->size());
        for (const std::string& item : *payload.help_wanted) out.text(item);
    }
    return out.take();
}

Result<ProjectUpdateOp> decode_project_update(BytesView bytes) {
    return read_payload<ProjectUpdateOp>(
        bytes, 5, [](ProjectUpdateOp& it, std::uint64_t key, auto& in) {
            switch (key) {
                case 0:
                    it.project = in.template id<Id>();
                    return true;
                case 1:
                    it.update = in.template id<Id>();
                    return true;
                case 2:
                    it.title = read_text(in, kShortTextBytesMax);
                    return true;
                case 3:
                    it.text = read_text(in, kTextBytesMax);
                    return true;
                case 4:
                    it.language = read_text(in, kLanguageBytesMax);
                    return true;
                case 5:
                    it.stage = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
                    return true;
                case 6:
                    it.help_wanted = read_list(in);
                    return true;
                default:
                    return false;
            }
        });
}

Bytes encode(const StaffDecision& payload) {
    cbor::Writer out;
    out.map(5).uint(0).uint(payload.subject_kind).uint(1).id(payload.subject);
    out.uint(2).uint(payload.status).uint(3).text(payload.reason);
    return out.uint(4).text(payload.language).take();
}

Result<StaffDecision> decode_staff_decision(BytesView bytes) {
    return read_payload<StaffDecision>(
        bytes, 5, [](StaffDecision& it, std::uint64_t key, auto& in) {
            switch (key) {
                case 0:
                    it.subject_kind = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
                    return true;
                case 1:
                    it.subject = in.template id<Id>();
                    return true;
                case 2:
                    it.status = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
                    return true;
                case 3:
                    it.reason = read_text(in, kTextBytesMax);
                    return true;
                case 4:
                    it.language = read_text(in, kLanguageBytesMax);
                    return true;
                default:
                    return false;
            }
        });
}

Bytes encode(const KioskHealth& payload) {
    cbor::Writer out;
    out.map(payload.pulled.empty() ? 6 : 7).uint(0).text(payload.program_version);
    out.uint(1).uint(payload.uptime_s).uint(2).uint(payload.waiting).uint(3).uint(payload.refused);
    out.uint(4).uint(payload.disk_free_bytes).uint(5).uint(payload.database_bytes);
    if (!payload.pulled.empty()) out.uint(6).bytes(BytesView{payload.pulled});
    return out.take();
}

Result<KioskHealth> decode_kiosk_health(BytesView bytes) {
    return read_payload<KioskHealth>(bytes, 6, [](KioskHealth& it, std::uint64_t key, auto& in) {
        switch (key) {
            case 0:
                it.program_version = read_text(in, kSlugBytesMax);
                return true;
            case 1:
                it.uptime_s = in.uint();
                return true;
            case 2:
                it.waiting = in.uint();
                return true;
            case 3:
                it.refused = in.uint();
                return true;
            case 4:
                it.disk_free_bytes = in.uint();
                return true;
            case 5:
                it.database_bytes = in.uint();
                return true;
            case 6:
                it.pulled = read_bytes(in, kCursorBytesMax);
                return true;
            default:
                return false;
        }
    });
}

Bytes encode(const PollDrained& payload) {
    cbor::Writer out;
    out.map(payload.server_epoch ? 3 : 2).uint(0).id(payload.poll).uint(1).uint(payload.ballots);
    if (payload.server_epoch) out.uint(2).id(*payload.server_epoch);
    return out.take();
}

Result<PollDrained> decode_poll_drained(BytesView bytes) {
    return read_payload<PollDrained>(bytes, 2, [](PollDrained& it, std::uint64_t key, auto& in) {
        switch (key) {
            case 0:
                it.poll = in.template id<Id>();
                return true;
            case 1:
                it.ballots = in.uint();
                return true;
            case 2:
                it.server_epoch = in.template id<ServerEpoch>();
                return true;
            default:
                return false;
        }
    });
}

}  // namespace qp::ops
