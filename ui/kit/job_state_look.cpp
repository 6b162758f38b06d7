// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/job_state_look.h"

#include <QCoreApplication>

namespace batchroom {
namespace {

QString word(const char* text)
{
    return QCoreApplication::translate("JobState", text);
}

} // namespace

BadgeLook lookOf(JobState state)
{
    switch (state) {
    case JobState::Draft: return {word(QT_TRANSLATE_NOOP("JobState", "Draft")), IconId::Pencil, ColorRole::Muted};
    case JobState::Queued: return {word(QT_TRANSLATE_NOOP("JobState", "Waiting")), IconId::Clock, ColorRole::Muted};
    case JobState::Held: return {word(QT_TRANSLATE_NOOP("JobState", "Held")), IconId::Pause, ColorRole::Warn};
    case JobState::Submitting: return {word(QT_TRANSLATE_NOOP("JobState", "Sending")), IconId::Send, ColorRole::Accent};
    case JobState::Accepted:
        return {word(QT_TRANSLATE_NOOP("JobState", "Generating")), IconId::Spinner, ColorRole::Accent};
    // The picture waits for its turn to be fetched; to a person that is the same step.
    case JobState::Ready:
    case JobState::Downloading:
        return {word(QT_TRANSLATE_NOOP("JobState", "Downloading")), IconId::Download, ColorRole::Accent};
    case JobState::Done: return {word(QT_TRANSLATE_NOOP("JobState", "Done")), IconId::Check, ColorRole::Ok};
    case JobState::Rejected: return {word(QT_TRANSLATE_NOOP("JobState", "Refused")), IconId::Stop, ColorRole::Bad};
    case JobState::Withheld: return {word(QT_TRANSLATE_NOOP("JobState", "Withheld")), IconId::Eye, ColorRole::Muted};
    case JobState::Failed: return {word(QT_TRANSLATE_NOOP("JobState", "Failed")), IconId::Close, ColorRole::Bad};
    case JobState::Expired: return {word(QT_TRANSLATE_NOOP("JobState", "Link expired")), IconId::Clock, ColorRole::Bad};
    case JobState::Unknown:
        return {word(QT_TRANSLATE_NOOP("JobState", "Outcome unknown")), IconId::Unknown, ColorRole::Warn};
    case JobState::Dead: return {word(QT_TRANSLATE_NOOP("JobState", "Needs you")), IconId::Attention, ColorRole::Warn};
    case JobState::Cancelled: return {word(QT_TRANSLATE_NOOP("JobState", "Cancelled")), IconId::Stop, ColorRole::Muted};
    }
    return {};
}

BadgeLook lookOf(Decision decision)
{
    switch (decision) {
    case Decision::None: return {word(QT_TRANSLATE_NOOP("JobState", "To review")), IconId::Eye, ColorRole::Muted};
    case Decision::Approved: return {word(QT_TRANSLATE_NOOP("JobState", "Approved")), IconId::Check, ColorRole::Ok};
    case Decision::Rejected: return {word(QT_TRANSLATE_NOOP("JobState", "Rejected")), IconId::Close, ColorRole::Bad};
    case Decision::NeedsChange:
        return {word(QT_TRANSLATE_NOOP("JobState", "Needs change")), IconId::Pencil, ColorRole::Warn};
    }
    return {};
}

} // namespace batchroom
