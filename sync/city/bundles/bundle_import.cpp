// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/bundles/bundle_import.h"

#include <algorithm>

#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"

namespace qp::city::bundles {

namespace {

// Well below what Storage lets wait.
constexpr std::size_t kJobsAtOnce = 256;

Error in_part(std::size_t index, const Error& error) {
    return {error.code, "part " + std::to_string(index + 1) + ": " + error.detail};
}

void count(const ops::PushReceipt& receipt, Taken& taken) {
    using Kind = ops::Outcome::Kind;
    for (const ops::BatchReceipt& batch : receipt.batches)
        for (const ops::Outcome& outcome : batch.outcomes) switch (outcome.kind) {
                case Kind::accepted:
                    ++taken.fresh;
                    break;
                case Kind::duplicate:
                case Kind::erased:
                    ++taken.known;
                    break;
                case Kind::rejected:
                    ++taken.refused[outcome.code];
                    break;
                case Kind::retry:
                    ++taken.later;
                    break;
            }
    // How many operations were in a batch that nobody can read is not known: it counts as one.
    for (const ops::RefusedBatch& batch : receipt.refused) ++taken.refused[batch.code];
}

void count(const ops::BallotReceipt& receipt, Taken& taken) {
    using Kind = ops::BallotOutcome::Kind;
    for (const ops::BallotOutcome& outcome : receipt.outcomes) switch (outcome.kind) {
            case Kind::accepted:
                ++taken.fresh;
                break;
            case Kind::known:
                ++taken.known;
                break;
            case Kind::rejected:
                ++taken.refused[outcome.code];
                break;
            case Kind::retry:
                ++taken.later;
                break;
        }
}

}  // namespace

std::size_t Taken::refused_count() const {
    std::size_t all = 0;
    for (const auto& [code, times] : refused) all += times;
    return all;
}

// As at the wire: whose the envelope is is looked up here and goes no further.
storage::Channel BundleImport::channel_of(const ops::BallotsRequest& request) const {
    const bool is_enrolled =
        request.envelope && std::find(parts_.enrolled.begin(), parts_.enrolled.end(),
                                      request.envelope->enrolled_key) != parts_.enrolled.end();
    return is_enrolled ? storage::Channel::kiosk : storage::Channel::phone;
}

Result<BundleImport::Readied> BundleImport::read(BytesView file) const {
    auto bundle =
        ops::open_bundle(file, parts_.keys.city(), parts_.keys.secrets(), parts_.enrolled);
    if (!bundle) return fail(bundle.error());
    Readied readied;
    readied.bundle = std::move(*bundle);
    for (std::size_t i = 0; i < readied.bundle.parts.size(); ++i) {
        ops::BundlePart& part = readied.bundle.parts[i];
        if (part.kind == ops::BundlePart::Kind::push) {
            storage::Storage::PushJob job;
            job.body = std::make_shared<const Bytes>(std::move(part.body));
            auto push = ops::decode_push(*job.body, parts_.keys.city());
            if (!push) return fail(in_part(i, push.error()));
            job.push = std::move(*push);
            readied.pushes.push_back(std::move(job));
        } else {
            auto request = ops::decode_ballots_request(part.body, parts_.keys.city().id);
            if (!request) return fail(in_part(i, request.error()));
            storage::Storage::BallotsJob job;
            job.channel = channel_of(*request);
            request->envelope.reset();
            job.request = std::move(*request);
            readied.ballots.push_back(std::move(job));
        }
    }
    return readied;
}

Result<std::vector<ops::CarriedReceipt>> BundleImport::commit(Readied readied,
                                                              ImportReport& report) {
    std::vector<ops::CarriedReceipt> receipts;
    Status failed;
    const ops::City& city = parts_.keys.city();
    const ops::CitySecret& key = parts_.keys.signing_key(parts_.clock.now());
    std::size_t waiting = 0;
    const auto commit_now_and_then = [&](std::size_t jobs_max) {
        if (++waiting < jobs_max) return;
        parts_.storage.commit_waiting();
        waiting = 0;
    };
    for (storage::Storage::PushJob& job : readied.pushes) {
        job.done = [&](Result<ops::PushReceipt> receipt) {
            if (!receipt) {
                failed = fail(receipt.error());
                return;
            }
            count(*receipt, report.operations);
            receipts.push_back(
                {ops::BundlePart::Kind::push, ops::sign_receipt(city, key, *receipt)});
        };
        parts_.storage.push(std::move(job));
        commit_now_and_then(kJobsAtOnce);
    }
    parts_.storage.commit_waiting();
    for (storage::Storage::BallotsJob& job : readied.ballots) {
        job.done = [&](Result<ops::BallotReceipt> receipt) {
            if (!receipt) {
                failed = fail(receipt.error());
                return;
            }
            count(*receipt, report.ballots);
            receipts.push_back(
                {ops::BundlePart::Kind::ballots, ops::sign_receipt(city, key, *receipt)});
        };
        parts_.storage.cast(std::move(job));
        commit_now_and_then(kJobsAtOnce);
    }
    parts_.storage.commit_waiting();
    if (!failed) return fail(failed.error());
    return receipts;
}

ImportReport BundleImport::take(BytesView file) {
    ImportReport report;
    auto readied = read(file);
    if (!readied) {
        report.refused = readied.error();
        return report;
    }
    report.label = readied->bundle.label;
    report.unknown_parts = readied->bundle.unknown_parts;
    auto receipts = commit(std::move(*readied), report);
    if (!receipts) {
        report.refused = receipts.error();
        return report;
    }
    auto sealed = ops::seal_answer(parts_.keys.city().id, report.label, *receipts, parts_.random);
    const Status kept =
        sealed ? parts_.answers.keep(report.label, *sealed) : Status{fail(sealed.error())};
    if (!kept) report.refused = kept.error();
    return report;
}

}  // namespace qp::city::bundles
