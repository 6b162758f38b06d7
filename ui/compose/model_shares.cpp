// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/model_shares.h"

#include "ui/kit/paint.h"

#include <QFontMetrics>

namespace batchroom {

namespace {

constexpr int nameGap = 5;
constexpr int shareGap = 12;

FontRole faceOf(qsizetype word)
{
    return word % 2 == 0 ? FontRole::Body : FontRole::BodyMedium;
}

} // namespace

ModelShares::ModelShares(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("modelShares"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ModelShares::setShares(const QList<ModelShare>& shares, bool isFree)
{
    QStringList words;
    for (const ModelShare& share : shares)
        words << share.shortName << (isFree ? tr("free") : share.price.toText());
    if (words.isEmpty())
        words << QString() << QStringLiteral("–");
    if (words == m_words)
        return;
    m_words = words;
    setAccessibleName(words.join(u' '));
    setToolTip(shares.size() > 3 ? words.join(u' ') : QString());
    updateGeometry();
    update();
}

QSize ModelShares::sizeHint() const
{
    int width = 0;
    for (qsizetype i = 0; i < m_words.size(); ++i)
        width += QFontMetrics(fontOf(faceOf(i))).horizontalAdvance(m_words[i]) + (i % 2 == 0 ? nameGap : shareGap);
    return {std::max(24, width - shareGap + 1), QFontMetrics(fontOf(FontRole::Body)).height()};
}

void ModelShares::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int x = 0;
    for (qsizetype i = 0; i < m_words.size() && x < width(); ++i) {
        const QColor& color = i % 2 == 0 ? theme().muted : theme().text;
        x += paintText(painter, QRect(x, 0, width() - x, height()), m_words[i], faceOf(i), color)
            + (m_words[i].isEmpty() ? 0
                    : i % 2 == 0    ? nameGap
                                    : shareGap);
    }
}

} // namespace batchroom
