// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for each workload, on a terminal. For one thread. */
final class ProgressBars implements Progress {
  private @Nullable ProgressBar bar;

  @Override
  public void begin(String workload, String title, int turns) {
    close();
    bar =
        new ProgressBarBuilder()
            .setTaskName(workload)
            .setInitialMax(turns)
            .setStyle(ProgressBarStyle.ASCII)
            .build();
  }

  @Override
  public void turn(String driver) {
    ProgressBar current = bar;
    if (current != null) {
      current.setExtraMessage(driver);
      current.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
