// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/mood_session.h"

#include <algorithm>

#include "core/domain/fields.h"

namespace qp::domain {

namespace {

constexpr std::size_t kThesesMax = 100;
constexpr std::size_t kThesisMax = 500;
constexpr std::size_t kIntroductionMax = 4000;
constexpr auto kSealedAfter = std::chrono::hours{14 * 24};
constexpr std::uint64_t kDelayMax = 30ull * 24 * 3600 * 1000;
constexpr std::uint64_t kCountMax = 0xffffffff;

Bytes encode_theses(const std::vector<Thesis>& theses) {
    cbor::Writer out;
    out.array(theses.size());
    for (const Thesis& thesis : theses) {
        FieldsWriter map;
        map.id(0, thesis.id);
        map.local_text(1, thesis.text);
        out.encoded(map.bytes());
    }
    return out.take();
}

Thesis read_thesis(cbor::Reader& in) {
    FieldsReader map{in};
    Thesis thesis;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                thesis.id = in.id<Id>();
                break;
            case 1:
                thesis.text = read_local_text(in, kThesisMax);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1}, "thesis");
    return thesis;
}

std::vector<Thesis> read_theses(cbor::Reader& in) {
    std::vector<Thesis> theses;
    for (std::size_t left = in.array(kThesesMax); left > 0 && in.is_ok(); --left) {
        theses.push_back(read_thesis(in));
    }
    return theses;
}

std::vector<std::uint32_t> read_counts(cbor::Reader& in) {
    std::vector<std::uint32_t> counts;
    std::uint64_t total = 0;
    for (std::size_t left = in.array(kLikertSteps); left > 0 && in.is_ok(); --left) {
        counts.push_back(static_cast<std::uint32_t>(in.uint(kCountMax)));
        total += counts.back();
    }
    if (total > kCountMax) in.fail(Code::malformed, "more ballots than a tally can hold");
    return counts;
}

}  // namespace

std::uint32_t Tally::total() const {
    std::uint32_t sum = without_breakdown;
    for (const std::uint32_t count : counts) sum += count;
    return sum;
}

bool may_show_breakdown(const std::vector<std::uint32_t>& counts) {
    const auto is_few = [](std::uint64_t count) { return count > 0 && count < kTallyStep; };
    std::uint64_t total = 0;
    for (const std::uint32_t count : counts) total += count;
    return std::none_of(counts.begin(), counts.end(), [&](std::uint32_t count) {
        return is_few(count) || is_few(total - count);
    });
}

MoodPicture classify(const Tally& tally) {
    if (tally.counts.size() != kLikertSteps) return MoodPicture::mixed;
    const std::uint64_t against = std::uint64_t{tally.counts[0]} + tally.counts[1];
    const std::uint64_t for_it = std::uint64_t{tally.counts[3]} + tally.counts[4];
    const std::uint64_t total = tally.total();
    if (total == 0) return MoodPicture::mixed;
    if (4 * against >= total && 4 * for_it >= total) return MoodPicture::split;
    if (2 * for_it > total) return MoodPicture::agreement;
    if (2 * against > total) return MoodPicture::rejection;
    return MoodPicture::mixed;
}

std::optional<ThesisInSession> find_thesis(const std::vector<MoodSession>& sessions,
                                           const Id& poll) {
    for (const MoodSession& session : sessions)
        for (const Thesis& thesis : session.theses)
            if (thesis.id == poll) return ThesisInSession{session, thesis};
    return std::nullopt;
}

std::optional<Milliseconds> ballot_delay(const std::vector<MoodSession>& sessions, const Id& poll) {
    const auto found = find_thesis(sessions, poll);
    if (!found) return Milliseconds{0};
    if (found->session.delay <= Milliseconds{0}) return std::nullopt;
    return found->session.delay;
}

Bytes encode(const MoodSession& session) {
    FieldsWriter map;
    map.id(0, session.id);
    map.text(1, session.quarter);
    map.local_text(2, session.title);
    map.local_text(3, session.introduction);
    map.encoded(4, encode_theses(session.theses));
    map.time(5, session.opens_at);
    map.time(6, session.closes_at);
    map.time(7, session.sealed_at);
    map.uint(8, session.picture_min);
    if (session.delay.count() > 0) {
        map.uint(9, static_cast<std::uint64_t>(session.delay.count()));
    }
    map.flag(10, session.is_demo);
    if (session.reveals_at) map.time(11, *session.reveals_at);
    return map.bytes();
}

Result<MoodSession> decode_mood_session(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    MoodSession session;
    bool has_seal = false;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                session.id = in.id<Id>();
                break;
            case 1:
                session.quarter = read_quarter(in);
                break;
            case 2:
                session.title = read_local_text(in, kThesisMax);
                break;
            case 3:
                session.introduction = read_local_text(in, kIntroductionMax);
                break;
            case 4:
                session.theses = read_theses(in);
                break;
            case 5:
                session.opens_at = read_time(in);
                break;
            case 6:
                session.closes_at = read_time(in);
                break;
            case 7:
                session.sealed_at = read_time(in);
                has_seal = true;
                break;
            case 8:
                session.picture_min = static_cast<std::uint32_t>(in.uint(100000));
                break;
            case 9:
                session.delay = Milliseconds{static_cast<std::int64_t>(in.uint(kDelayMax))};
                break;
            case 10:
                session.is_demo = in.boolean();
                break;
            case 11:
                session.reveals_at = read_time(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2, 4, 5, 6}, "mood session");
    if (!has_seal) session.sealed_at = session.closes_at + kSealedAfter;
    if (session.closes_at < session.opens_at || session.sealed_at < session.closes_at) {
        in.fail(Code::malformed, "a session whose times are out of order");
    }
    if (session.picture_min == 0) in.fail(Code::malformed, "a picture of nobody's answers");
    if (auto end = in.finish(); !end) return fail(end.error());
    return session;
}

Bytes encode(const Tally& tally) {
    cbor::Writer counts;
    counts.array(tally.counts.size());
    for (const std::uint32_t count : tally.counts) counts.uint(count);
    FieldsWriter map;
    map.id(0, tally.poll);
    map.uint(1, static_cast<std::uint8_t>(tally.kind));
    map.encoded(2, counts.take());
    map.uint(3, tally.total());
    map.flag(4, tally.is_provisional);
    map.time(5, tally.as_of);
    return map.bytes();
}

Result<Tally> decode_tally(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Tally tally;
    tally.is_provisional = false;
    std::uint64_t counted = 0;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                tally.poll = in.id<Id>();
                break;
            case 1:
                tally.kind = static_cast<PollKind>(read_enum(in, 1, 2));
                break;
            case 2:
                tally.counts = read_counts(in);
                break;
            case 3:
                counted = in.uint(kCountMax);
                break;
            case 4:
                tally.is_provisional = in.boolean();
                break;
            case 5:
                tally.as_of = read_time(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2, 3, 5}, "tally");
    const std::size_t choices = tally.kind == PollKind::support ? 1 : kLikertSteps;
    const bool is_without = tally.kind == PollKind::thesis && tally.counts.empty();
    if (is_without) tally.without_breakdown = static_cast<std::uint32_t>(counted);
    if ((!is_without && tally.counts.size() != choices) || tally.total() != counted) {
        in.fail(Code::malformed, "a tally whose counts do not fit");
    }
    if (auto end = in.finish(); !end) return fail(end.error());
    return tally;
}

}  // namespace qp::domain
