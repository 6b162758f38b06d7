// SPDX-License-Identifier: GPL-3.0-or-later
// Asks before work that is in the library already is made and paid for again. Over the whole place until it is
// answered: a question about money does not go away because somebody looks elsewhere. Escape queues nothing.
#pragma once

#include "app/core/job.h"

#include <QWidget>

namespace batchroom {

enum class DuplicateAnswer { OthersOnly, All, Cancel };

class DuplicateCard : public QWidget {
    Q_OBJECT
public:
    DuplicateCard(const DuplicateWork& found, int images, bool isFree, QWidget* place);
    void open();

Q_SIGNALS:
    void answered(batchroom::DuplicateAnswer answer); // once

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent*) override { } // nothing below it is meant

private:
    void answer(DuplicateAnswer given);
    QList<QWidget*> m_answers; // in the order of Tab
    QWidget* m_usual = nullptr;
    bool m_isAnswered = false;
};

// "12 of these 40 images were made already (rows 3, 5 and 8)."
QString duplicateWords(const DuplicateWork& found, int images);

} // namespace batchroom
