// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/review_desk.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"
#include "ui/models/gallery_rows.h"

#include <QApplication>
#include <QLineEdit>
#include <QLocale>

namespace batchroom {

namespace {

constexpr int longestReason = 500;

QString decisionWords(Decision decision, int count)
{
    const bool isOne = count == 1;
    const QString number = QLocale().toString(count);
    switch (decision) {
    case Decision::Approved:
        return isOne ? ReviewDesk::tr("Picture approved") : ReviewDesk::tr("%1 pictures approved").arg(number);
    case Decision::Rejected:
        return isOne ? ReviewDesk::tr("Picture rejected") : ReviewDesk::tr("%1 pictures rejected").arg(number);
    case Decision::NeedsChange:
        return isOne ? ReviewDesk::tr("Picture needs a change")
                     : ReviewDesk::tr("%1 pictures need a change").arg(number);
    case Decision::None:
        return isOne ? ReviewDesk::tr("Picture back to review")
                     : ReviewDesk::tr("%1 pictures back to review").arg(number);
    }
    return {};
}

QString ratingWords(int rating, int count)
{
    const QString stars = rating == 0 ? ReviewDesk::tr("no stars")
        : rating == 1                 ? ReviewDesk::tr("1 star")
                                      : ReviewDesk::tr("%1 stars").arg(rating);
    return count == 1 ? ReviewDesk::tr("Rated: %1").arg(stars)
                      : ReviewDesk::tr("%1 pictures rated: %2").arg(QLocale().toString(count), stars);
}

IconId iconOf(Decision decision)
{
    switch (decision) {
    case Decision::Approved: return IconId::Check;
    case Decision::Rejected: return IconId::Close;
    case Decision::NeedsChange: return IconId::Pencil;
    case Decision::None: return IconId::Undo;
    }
    return IconId::Check;
}

ColorRole colorOf(Decision decision)
{
    switch (decision) {
    case Decision::Approved: return ColorRole::Ok;
    case Decision::Rejected: return ColorRole::Bad;
    case Decision::NeedsChange: return ColorRole::Warn;
    case Decision::None: return ColorRole::Muted;
    }
    return ColorRole::Ok;
}

// Keeps every key for itself: in full screen the card lies inside the lightbox, whose keys would be Enter and Escape
// too.
class ReasonEdit : public QLineEdit {
protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return QLineEdit::event(event);
    }
};

} // namespace

ReviewDesk::ReviewDesk(AssetIndex& index, const GalleryRows& rows, QWidget* place)
    : QObject(place)
    , m_index(index)
    , m_rows(rows)
    , m_place(place)
{
    connect(&m_index, &AssetIndex::failed, this, &ReviewDesk::sayFailure);
}

Toast* ReviewDesk::toast() const
{
    QWidget* window = stage()->window();
    auto* found = window->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    return found ? found : new Toast(window);
}

// A change that changes nothing makes no step to undo, so no Undo is offered for it: it would take back another one.
bool ReviewDesk::changesSomething(const ReviewChange& change) const
{
    return std::any_of(change.assets.cbegin(), change.assets.cend(), [&](AssetId asset) {
        const int index = m_rows.indexOf(asset);
        if (index < 0)
            return false;
        const AssetRow& row = m_rows.at(index);
        return (change.decision && row.decision != static_cast<quint8>(*change.decision))
            || (change.rating && row.rating != *change.rating);
    });
}

void ReviewDesk::review(const ReviewChange& change, const QString& words, IconId icon, ColorRole role)
{
    if (change.assets.isEmpty())
        return;
    const bool hasStep = changesSomething(change);
    m_index.review(change);
    if (hasStep)
        toast()->show(
            words, tr("Undo"), [this] { undo(); }, icon, role);
}

void ReviewDesk::decide(const QList<AssetId>& assets, Decision decision)
{
    review({assets, decision, {}, {}}, decisionWords(decision, static_cast<int>(assets.size())), iconOf(decision),
        colorOf(decision));
}

void ReviewDesk::keepOne(AssetId kept, const QList<AssetId>& others)
{
    const ReviewChange keep{{kept}, Decision::Approved, {}, {}};
    const ReviewChange drop{others, Decision::Rejected, {}, {}};
    const int steps = (changesSomething(keep) ? 1 : 0) + (changesSomething(drop) ? 1 : 0);
    m_index.review(keep);
    m_index.review(drop);
    if (steps > 0)
        toast()->show(
            tr("One kept, %1 rejected").arg(others.size()), tr("Undo"),
            [this, steps] {
                for (int i = 0; i < steps; ++i)
                    undo();
            },
            IconId::Check, ColorRole::Ok);
}

void ReviewDesk::rate(const QList<AssetId>& assets, int rating)
{
    review({assets, {}, {}, rating}, ratingWords(rating, static_cast<int>(assets.size())), IconId::StarFilled,
        ColorRole::Accent);
}

void ReviewDesk::askForChange(const QList<AssetId>& assets, const QRect& anchor, std::function<void()> done)
{
    if (assets.isEmpty())
        return;
    auto* card = new PopupCard(stage());
    card->setObjectName(QStringLiteral("needsChangeCard"));
    card->setAttribute(Qt::WA_DeleteOnClose);
    auto* title = new TextLabel(tr("What needs a change?"), FontRole::BodyMedium);
    auto* reason = new ReasonEdit;
    reason->setObjectName(QStringLiteral("needsChangeEdit"));
    reason->setAccessibleName(tr("What needs a change"));
    reason->setPlaceholderText(tr("Logo larger, warmer light …"));
    reason->setMaxLength(longestReason);
    reason->setMinimumWidth(scaled(280));
    auto* accept = new Button(tr("Needs change"), ButtonKind::Secondary);
    accept->setObjectName(QStringLiteral("needsChangeButton"));
    auto* hint = new KeyHint(tr("Enter"), tr("accepts, the reason may stay empty"));
    card->setLayout(column({title, reason, row({hint, Stretch{}, accept})}, 8, margins(12)));
    const auto take = [this, card, reason, assets, done = std::move(done)] {
        const ReviewChange change{assets, Decision::NeedsChange, reason->text().trimmed(), {}};
        review(change, decisionWords(Decision::NeedsChange, static_cast<int>(assets.size())), IconId::Pencil,
            ColorRole::Warn);
        card->close();
        if (done)
            done();
    };
    // The keys go on where they were.
    connect(card, &PopupCard::closed, this, [before = QPointer<QWidget>(QApplication::focusWidget())] {
        if (before)
            before->setFocus(Qt::PopupFocusReason);
    });
    connect(reason, &QLineEdit::returnPressed, card, take);
    connect(accept, &QAbstractButton::clicked, card, take);
    if (assets.size() == 1)
        m_index.asset(assets.constFirst()).then(reason, [reason](const Result<Asset>& asset) {
            if (asset && reason->text().isEmpty()) {
                reason->setText(asset->decisionNote);
                reason->selectAll();
            }
        });
    card->openBelow(anchor);
    reason->setFocus(Qt::PopupFocusReason);
}

void ReviewDesk::say(const QString& text, IconId icon)
{
    toast()->show(text, icon);
}

void ReviewDesk::warn(const QString& sentence)
{
    if (m_place->isVisible())
        toast()->show(sentence, IconId::Warn, ColorRole::Bad);
}

void ReviewDesk::undo()
{
    if (m_index.canUndo())
        m_index.undo();
}

} // namespace batchroom
