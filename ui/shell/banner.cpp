// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/banner.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

namespace batchroom {

Banner::Banner(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(IconId::Attention, ColorRole::Warn))
    , m_title(new TextLabel(QString(), FontRole::BodyMedium))
    , m_text(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_other(new Button(QString(), ButtonKind::Quiet))
    , m_button(new Button(QString(), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("banner"));
    m_button->setObjectName(QStringLiteral("bannerButton"));
    m_button->setSize(ButtonSize::Small);
    m_other->setObjectName(QStringLiteral("bannerOtherButton"));
    m_other->setSize(ButtonSize::Small);
    m_text->setElide(Qt::ElideRight);
    auto* close = new IconButton(IconId::Close, tr("Dismiss"));
    close->setSide(28);
    close->setIconSide(16);
    setLayout(row({m_icon, m_title, Wide{m_text}, m_other, m_button, close}, 8, margins(16, 6)));
    connect(m_button, &QAbstractButton::clicked, this, [this] { answer(&BannerMessage::answer); });
    connect(m_other, &QAbstractButton::clicked, this, [this] { answer(&BannerMessage::otherAnswer); });
    connect(close, &QAbstractButton::clicked, this, &Banner::dismiss);
    hide();
}

// An answer may bring the next message.
void Banner::answer(std::function<void()> BannerMessage::*which)
{
    const auto run = m_messages.constLast().*which;
    dismiss();
    if (run)
        run();
}

void Banner::dismiss()
{
    m_messages.removeLast();
    showNewest();
}

void Banner::withdraw(const QString& subject)
{
    if (m_messages.removeIf([&](const BannerMessage& message) { return message.subject == subject; }) > 0)
        showNewest();
}

void Banner::show(const BannerMessage& message)
{
    m_messages.removeIf([&](const BannerMessage& earlier) {
        return message.subject.isEmpty() ? earlier.title == message.title : earlier.subject == message.subject;
    });
    m_messages.append(message);
    showNewest();
}

void Banner::showNewest()
{
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty())
        return;
    const BannerMessage& message = m_messages.constLast();
    m_icon->setIconId(message.icon);
    m_icon->setColorRole(message.role);
    m_title->setText(message.title);
    m_text->setText(message.text);
    m_text->setToolTip(message.text);
    m_button->setText(message.button);
    m_button->setVisible(!message.button.isEmpty());
    m_other->setText(message.otherButton);
    m_other->setVisible(!message.otherButton.isEmpty());
    setAccessibleName(message.title + QStringLiteral(". ") + message.text);
    update();
}

void Banner::paintEvent(QPaintEvent*)
{
    if (m_messages.isEmpty())
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme()[softFillOf(m_messages.constLast().role)]);
    paintHorizontalLine(painter, 0, width(), height() - 1, theme().line);
}

} // namespace batchroom
